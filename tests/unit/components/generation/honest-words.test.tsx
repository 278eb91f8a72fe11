import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import { showGeneration } from "~/routes/generation-card.server";
import { GenerationScreen } from "~/components/generation/generation-screen";
import { Result } from "~/components/studio/result";
import { failureMessage } from "~/domain/failure-message";
import { type FailureCode, failureCodes } from "~/domain/generation";
import type { GenerationView } from "~/domain/views";

const nowIso = "2026-11-23T12:00:00Z";
const models = createModelRegistry(modelDefinitions, [
  { name: "painter", displayName: "The built-in painter" },
]);
const card = models.find("painter");
const showing = { models, drawPlaceholder: async () => null };
const model = card ? { ...card, enabled: true, message: null, failureShare: null } : null;

const generation: GenerationView = {
  id: "0198f0c4-7a10-7000-8000-000000000001",
  kind: "image",
  model: "painter",
  prompt: "a red house by the sea",
  negativePrompt: "",
  settings: { shape: "1:1", seed: 7 },
  isPrompted: true,
  promptReading: null,
  status: "failed",
  progress: 0.4,
  queuePosition: null,
  upstream: null,
  providerNote: null,
  outputCount: 1,
  madeCount: 0,
  priceCredits: 500,
  chargedCredits: 500,
  refundedCredits: 500,
  failureCode: "busy",
  failureWords: null,
  provider: "painter",
  providerRequestId: "r-1",
  attempts: 3,
  sourceMediaId: null,
  inputs: [],
  createdAt: "2026-11-23T11:59:00Z",
  startedAt: "2026-11-23T11:59:10Z",
  finishedAt: "2026-11-23T11:59:40Z",
  usualSeconds: 4,
  deadlineAt: "2026-11-23T12:04:00Z",
  media: [],
};

/** What is read on the generation's own page, and on its tile in the studio. */
async function read(changes: Partial<GenerationView>) {
  const shown = await showGeneration(showing, { ...generation, ...changes });
  const pages = {
    page: <GenerationScreen generation={shown} model={card} nowIso={nowIso} />,
    tile: <Result generation={shown} model={model} nowIso={nowIso} size="strip" />,
  };
  return Object.entries(pages).map(([name, element]) => {
    const router = createMemoryRouter([{ path: "*", element }]);
    const html = renderToStaticMarkup(<RouterProvider router={router} />);
    const words = html
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll("&#x27;", "'")
      .replaceAll(/\s+/g, " ");
    return { name, html, words };
  });
}

/** Whose failure each one is, in the title of its card. */
const theirs = "The built-in painter couldn't make this picture";
const ours = "We couldn't finish this picture";
const whoFailed: Record<FailureCode, string> = {
  invalid_input: theirs,
  safety_filter: theirs,
  provider_auth: ours,
  provider_credit: ours,
  rate_limited: theirs,
  busy: theirs,
  timed_out: theirs,
  upstream_failure: theirs,
  ambiguous: ours,
  unusable_file: theirs,
  canceled: theirs,
  source_gone: ours,
  store_failure: ours,
  deadline: ours,
  attempts_exhausted: ours,
};

test.each(failureCodes)(
  "%s: says who failed and what was wrong, that the credits are back, and how to go on with the same words",
  async (failureCode) => {
    const said = failureMessage(failureCode, "The built-in painter");
    for (const { html, words } of await read({ failureCode, failureWords: said })) {
      expect(words).toContain(whoFailed[failureCode]);
      expect(words).toContain(said);
      expect(words).toContain("We refunded your 500 credits.");
      expect(words).toContain("a red house by the sea");
      const again = `/?from=${generation.id}&amp;seed=keep`;
      expect(html).toMatch(new RegExp(`href="${escaped(again)}"[^>]*>.*Try again`));
      expect(html).toMatch(
        new RegExp(`href="${escaped(again)}&amp;choose=model"[^>]*>Switch model`),
      );
      expect(words).not.toMatch(/undefined|null|_/);
    }
  },
);

test.each(failureCodes)(
  "%s: is explained also where nothing was said at the time",
  async (failureCode) => {
    for (const { words } of await read({ failureCode, failureWords: null }))
      expect(words).toContain(failureMessage(failureCode, "The built-in painter"));
  },
);

test("a request that cost nothing says so, and one credit is one credit", async () => {
  for (const { words } of await read({ priceCredits: 0, chargedCredits: 0, refundedCredits: 0 })) {
    expect(words).toContain("You weren't charged.");
    expect(words).not.toContain("back.");
  }
  for (const { words } of await read({ priceCredits: 1, chargedCredits: 1, refundedCredits: 1 }))
    expect(words).toContain("We refunded your 1 credit.");
});

test("a canceled request says that the credits are back and how to start it again", async () => {
  for (const { html, words } of await read({ status: "canceled", failureCode: null })) {
    expect(words).toContain("You canceled this");
    expect(words).toContain("We refunded your 500 credits.");
    expect(html).toMatch(/href="[^"]*from=[^"]*"[^>]*>Start it again/);
  }
});

test("the receipt of a failed request shows price, charge, refund, whom we asked, the number there, tries and times", async () => {
  const [page] = await read({});
  const receipt = page?.words.split("Receipt ").at(-1) ?? "";
  expect(receipt).toMatch(
    /Price on the button 500 credits Charged 500 credits Refunded 500 credits/,
  );
  expect(receipt).toMatch(/Sent to The built-in painter ID at The built-in painter r-1 Attempts 3/);
  expect(receipt).toMatch(/Requested .+ Started .+ Finished .+ Request ID/);
});

/** Four were paid for, and three came. */
const short: Partial<GenerationView> = {
  ...{ status: "succeeded", failureCode: null, outputCount: 4, madeCount: 3 },
  ...{ priceCredits: 2000, chargedCredits: 2000, refundedCredits: 500 },
};

test("says which files did not come, and what was refunded for them", async () => {
  for (const { words } of await read(short))
    expect(words).toContain("1 of 4 didn't come, 500 credits refunded");
  for (const { words } of await read({
    ...short,
    priceCredits: 0,
    chargedCredits: 0,
    refundedCredits: 0,
  })) {
    expect(words).toContain("1 of 4 didn't come");
    expect(words).not.toContain("refunded");
  }
  for (const { words } of await read({ ...short, madeCount: 4, refundedCredits: 0 }))
    expect(words).not.toContain("didn't come");
});

test("the receipt of a request that came short adds up", async () => {
  const [page] = await read(short);
  expect(page?.words.split("Receipt ").at(-1)).toMatch(
    /Price on the button 2,000 credits Charged 2,000 credits Refunded 500 credits Didn't come 1 of 4 You paid 1,500 credits/,
  );
});

const clock = (iso: string) => {
  const hour = Number(iso.slice(11, 13));
  return `${hour % 12 || 12}${iso.slice(13, 16)} ${hour < 12 ? "AM" : "PM"}`;
};

test("what waits says by when its turn comes, and what is being made by when it is done or the credits are back", async () => {
  const pending = { ...{ failureCode: null, finishedAt: null, refundedCredits: 0, media: [] } };
  const deadlineAt = "2026-11-23T13:04:00Z";
  const waiting = { ...pending, status: "queued", startedAt: null, queuePosition: 3 } as const;
  for (const { words } of await read({ ...waiting, usualSeconds: 600, deadlineAt }))
    expect(words).toContain(
      `Usually takes about 10 minutes. You can leave this page. If it hasn't started by ${clock(deadlineAt)} UTC , we'll refund your 500 credits.`,
    );
  for (const { words } of await read({
    ...pending,
    status: "running",
    usualSeconds: 4,
    deadlineAt,
  }))
    expect(words).toContain(
      `Usually takes about 4 seconds. If it fails, we'll refund your 500 credits by ${clock(deadlineAt)} UTC .`,
    );
  const atProvider = { ...pending, status: "running", upstream: { place: 2 } } as const;
  for (const { words } of await read({ ...atProvider, usualSeconds: 4, deadlineAt }))
    expect(words).toContain(`If it hasn't started by ${clock(deadlineAt)} UTC , we'll refund`);
  for (const { words } of await read({ ...waiting, chargedCredits: 0, priceCredits: 0 }))
    expect(words).not.toContain("credits back");
});

function escaped(text: string): string {
  return text.replaceAll(/[?.]/g, String.raw`\$&`);
}
