import { expect, test } from "vitest";
import { createNotices } from "~/.server/mail/notices";
import { mailText } from "~/.server/mail/mail-text";
import type { Mail } from "~/.server/mail/port";

const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0";
const where = { agent, address: "203.0.113.0/24" };

function world() {
  const posted: Mail[] = [];
  const notices = createNotices({
    mails: { post: async (mail) => void posted.push(mail) },
    publicOrigin: "https://easel.test",
    now: () => new Date("2026-11-27T14:05:00Z"),
    log: () => {},
  });
  return { notices, posted };
}

test("a new password's notice says when and from where, and what to do", async () => {
  const { notices, posted } = world();
  await notices.newPassword("ann@example.com", where);
  expect(posted).toMatchObject([
    { to: "ann@example.com", subject: "Your Easel password was changed" },
  ]);
  expect(mailText(posted[0]?.html ?? "")).toBe(
    [
      "Your Easel password was changed",
      "Your password was changed on November 27, 2026 at 2:05 PM UTC, from Firefox on Linux (network 203.0.113.0).",
      "If that was you, you're all set.",
      "If it wasn't, choose a new password now. That signs out everyone else.",
      "Choose a new password: https://easel.test/forgot-password",
      "Easel",
    ].join("\n"),
  );
});

test("a new device's notice says so, and nothing that the device said of itself", async () => {
  const { notices, posted } = world();
  await notices.newDevice("ann@example.com", { agent: "Call 555-0100", address: "unknown" });
  expect(posted[0]?.subject).toBe("New sign-in to your Easel account");
  const text = mailText(posted[0]?.html ?? "");
  expect(text).toContain("from an unknown browser.");
  expect(text).not.toContain("555");
});
