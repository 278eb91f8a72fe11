import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { CreditsScreen, type CreditsScreenProps } from "~/components/account/credits-screen";
import type { CreditEntryView } from "~/domain/credit-views";

const nowIso = "2026-11-23T12:00:00Z";
const generationId = "0198f0c4-7a10-7000-8000-00000000000b";
const entry: CreditEntryView = {
  seq: 2,
  delta: 500,
  balanceAfter: 9500,
  reason: "refund",
  note: null,
  createdAt: nowIso,
  generationId,
  prompt: "a lake",
  status: "succeeded",
  missing: null,
};

function read(change: Partial<CreditEntryView>): string {
  return readPage({ entries: [{ ...entry, ...change }] });
}

function readPage(change: Partial<CreditsScreenProps>): string {
  const account = {
    id: generationId,
    email: "",
    name: "",
    credits: 9500,
    suspended: false,
    avatar: null,
    deletesAt: null,
  };
  const page = { account, entries: [], total: 1, page: 1, pageSize: 24, nowIso };
  const rules = { firstGrantRefused: null, spending: [], allowance: null };
  const element = (
    <CreditsScreen addedCredits={null} refusal={undefined} {...rules} {...page} {...change} />
  );
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />).replaceAll("&#x27;", "'");
}

test("a refund says which file did not come, and leads to its request", () => {
  const html = read({ missing: { kind: "image", place: 4, outputCount: 4 } });
  expect(html).toContain("Picture 4 of 4 didn't come: refunded");
  expect(html).toContain(`href="/generations/${generationId}"`);
  expect(read({ missing: { kind: "video", place: 2, outputCount: 3 } })).toContain(
    "Video 2 of 3 didn't come: refunded",
  );
});

test("a refund in full, and one by hand, say whose they are", () => {
  expect(read({})).toContain("Refunded");
  const byHand = read({ reason: "goodwill", note: "The sky was the wrong blue" });
  expect(byHand).toContain("Refunded by the people who run this site");
  expect(byHand).toContain("The sky was the wrong blue");
});

test.each([
  ["off", "Ask the people who run this site"],
  ["email", "the first account with an email"],
  ["throwaway", "Change your email to one you keep"],
  ["address", "Sign in again tomorrow"],
  ["day", "Sign in again tomorrow"],
] as const)(
  "an account without first credits (%s) hears why, and what comes next",
  (why, words) => {
    expect(readPage({ firstGrantRefused: why })).toContain(words);
  },
);

test("says what comes by itself, what may be spent, and when that starts again", () => {
  const html = readPage({
    allowance: { mode: "top_up", credits: 5000, nextAt: "2026-12-01T00:00:00Z" },
    spending: [
      { period: "day", limitCredits: 2000, spentCredits: 500, endsAt: "2026-11-24T00:00:00Z" },
    ],
  });
  expect(html).toContain("Every month your balance is filled up to 5,000 credits");
  expect(html).toContain("Next: December 1.");
  expect(html).toContain("500 of 2,000 credits spent");
  expect(html).toContain("Starts again at midnight UTC");
});

test("says what a gift code has added", () => {
  expect(readPage({ addedCredits: 500 })).toContain("500 credits added");
});
