import { expect, test } from "vitest";
import { AppError, type ErrorCode } from "~/.server/errors";
import { changeEmail, type ChangeEmailDeps } from "~/.server/use-cases/change-email";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };

/** What is done, in its order, where Auth refuses with this code, or not at all. */
async function done(refusal: ErrorCode | null): Promise<unknown[]> {
  const told: unknown[] = [];
  const deps: ChangeEmailDeps = {
    accounts: { takeRateLimit: async () => {}, takePersonLimit: async () => {} },
    emailChanges: {
      note: async (_viewer, email) => void told.push({ noted: email }),
      cancel: async () => void told.push("called off"),
    },
    auth: {
      async changeEmail(email) {
        told.push({ asked: email });
        if (refusal) throw new AppError(refusal);
      },
    },
    log: () => void told.push("logged"),
  };
  await changeEmail(deps, viewer, "new@example.org").catch(({ code }: AppError) => told.push(code));
  return told;
}

const begun = [{ noted: "new@example.org" }, { asked: "new@example.org" }];

test("a change is on record before Auth has its links, and one that cannot be mailed is answered alike", async () => {
  const [sent, unsent] = await Promise.all([done(null), done("mail_limit")]);
  expect([sent, unsent]).toEqual([begun, [...begun, "logged"]]);
});

test("what Auth refuses is called off and said", async () => {
  expect(await done("unavailable")).toEqual([...begun, "called off", "unavailable"]);
});
