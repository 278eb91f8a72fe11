import { afterEach, expect, test } from "vitest";
import { createLog } from "~/.server/log";
import type { Viewer } from "~/domain/viewer";
import type { Fault } from "../../emulators/emulator";
import { flagOutputs, holdJobs, leaveAddressesOut, makeFiles, pathsOf } from "./misbehaviour";
import { trades, type Trade } from "./trades";
import { openWorkshop, type Outcome } from "./workshop";

const shop = await openWorkshop();
const { world, emulator } = shop;
afterEach(() => emulator.reset());

/** One picture trade of each provider, and those of them whose jobs can be asked about. */
const all = trades.filter(({ definition }) => definition.card.kind === "image");
const queued = all.filter(({ canResume }) => canResume);
/** Those that name a file to fetch; the others answer with its bytes. */
const fetched = all.filter(({ name }) => !name.includes("in one call"));
const answer = (status: number, json: unknown = {}, headers: Record<string, string> = {}) => ({
  what: "answer" as const,
  answer: { status, json, headers },
});

interface Made {
  ann: Viewer;
  id: string;
  outcome: Outcome;
}

/** Has a new request made, past those faults. */
async function make(trade: Trade, faults: readonly Partial<Fault>[] = []): Promise<Made> {
  for (const fault of faults)
    emulator.order({
      path: pathsOf(trade).submit,
      method: "POST",
      times: 1,
      what: "drop",
      ...fault,
    });
  const ann = await world.person();
  return await finish(trade, ann, await shop.order(ann, trade));
}

/** Works on a request until it has ended, whatever that takes, and looks at the books. */
async function finish(trade: Trade, ann: Viewer, id: string): Promise<Made> {
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await shop.work(id, trade);
    if (["succeeded", "failed"].includes((await shop.outcome(id)).status)) break;
  }
  const outcome = await shop.outcome(id);
  const { priceCredits } = trade.definition.card;
  const kept = outcome.status === "succeeded" ? priceCredits : 0;
  expect(await world.balance(ann)).toBe(10_000 - kept);
  expect(await world.violations()).toEqual([]);
  return { ann, id, outcome };
}

const refunded = (failureCode: string) => ({ status: "failed", failureCode, files: 0 });
const good = { status: "succeeded", files: 1 };

test.each(all)("fault 19, $name: asked to slow down, it waits and then works", async (trade) => {
  const slowly = { ...answer(429, { error: "slow down" }, { "retry-after": "0" }), times: 2 };
  expect((await make(trade, [slowly])).outcome).toMatchObject(good);
});

test.each(all)(
  "fault 19, $name: asked to slow down for ever, it gives the credits back",
  async (trade) => {
    const slowly = answer(429, { error: "slow down" }, { "retry-after": "0" });
    const { outcome } = await make(trade, [{ ...slowly, times: 100 }]);
    expect(outcome.status).toBe("failed");
    expect(["rate_limited", "busy"]).toContain(outcome.failureCode);
  },
);

test.each(all)(
  "fault 20, $name: a refused key is our fault, in plain words, and stands in no log",
  async (trade) => {
    shop.logged.length = 0;
    const { outcome } = await make(trade, [{ what: "refuse", times: 100 }]);
    expect(outcome.status).toBe("failed");
    expect(outcome.words).toContain("That's on us, not you.");
    const lines = linesOf(shop.logged);
    expect(lines).toContain("Nobody knows");
    expect(`${lines} ${outcome.words}`).not.toMatch(keys);
  },
);

const keys = /emulated-key|hf_emulated|emulated-wavespeed/;

/** What the log of a process has of it. */
function linesOf(logged: typeof shop.logged): string {
  const lines: string[] = [];
  const log = createLog({ level: "info", write: (line) => void lines.push(line) });
  for (const { message, facts } of logged) log.info(facts, message);
  return lines.join("");
}

const nonsense: [string, Partial<Fault>][] = [
  ["a page of HTML", { what: "answer", answer: { status: 200, body: "<html>hello</html>" } }],
  ["an empty body", { what: "answer", answer: { status: 200, body: "" } }],
  ["half of the answer", { what: "cut" }],
  ["an answer that never ends", { what: "endless" }],
  ["a broken connection", { what: "drop" }],
  ["a broken connection after it has done the work", { what: "drop after" }],
  ["502", { ...answer(502) }],
];
test.each(nonsense.flatMap(([what, fault]) => all.map((trade) => ({ ...trade, what, fault }))))(
  "faults 2 and 21, $name: $what to a submit is paid once at most, and found or given back",
  async ({ fault, ...trade }) => {
    const { outcome } = await make(trade, [fault]);
    const isFound = trade.canFind && !["answer", "drop"].includes(fault.what ?? "");
    expect(outcome).toMatchObject(isFound ? good : { status: "failed", files: 0 });
    expect(shop.paid(trade)).toBe(1);
  },
);

test.each(queued.flatMap((trade) => [500, 502, 429].map((status) => ({ ...trade, status }))))(
  "$name: a status that answers $status is asked again, and nothing is submitted again",
  async ({ status, ...trade }) => {
    const path = pathsOf(trade).status ?? "";
    const { outcome } = await make(trade, [{ method: "GET", path, times: 2, ...answer(status) }]);
    expect(outcome).toMatchObject(good);
    expect(shop.paid(trade)).toBe(1);
  },
);

test.each(queued)(
  "$name: a submit that a gateway delivers twice makes one file for one charge",
  async (trade) => {
    const { outcome } = await make(trade, [{ what: "twice" }]);
    expect(outcome).toMatchObject(good);
    expect(shop.paid(trade)).toBe(1);
  },
);

test.each(all)(
  "$name: a model that the provider does not know is one clear line in the log, and given back",
  async (trade) => {
    shop.logged.length = 0;
    const { outcome } = await make(withRoute(trade, "nobody/nothing"));
    expect(outcome).toMatchObject({ status: "failed", files: 0 });
    expect(outcome.words).toMatch(/[a-z].+\.$/);
    expect(shop.logged.map(({ message }) => message)).toEqual(["A generation failed"]);
    expect(shop.paid(trade)).toBeLessThanOrEqual(1);
  },
);

/** The same trade with another model of the provider's. */
function withRoute(trade: Trade, model: string): Trade {
  const upstreamModel = trade.route.upstreamModel.replace(/[^:]+$/, model);
  const route = { ...trade.route, upstreamModel };
  return { ...trade, route, definition: { ...trade.definition, routes: [route] } };
}

test.each(fetched)("fault 23, $name: a success without a file is a failure", async (trade) => {
  makeFiles(emulator, 0);
  expect((await make(trade)).outcome).toMatchObject(refunded("upstream_failure"));
});

test.each(queued)("fault 23, $name: a file without an address is a failure", async (trade) => {
  leaveAddressesOut(emulator);
  expect((await make(trade)).outcome).toMatchObject(refunded("upstream_failure"));
});

test.each(fetched)(
  "fault 24, $name: a file that is gone is asked for again, then given up",
  async (trade) => {
    const { file } = pathsOf(trade);
    const { outcome } = await make(trade, [
      { method: "GET", path: file, times: 100, ...answer(404) },
    ]);
    expect(outcome).toMatchObject({ status: "failed", files: 0 });
    expect(shop.paid(trade)).toBe(1);
  },
);

test.each(queued)(
  "fault 24, $name: a file that was not there yet is fetched in the next attempt",
  async (trade) => {
    const { file } = pathsOf(trade);
    const { outcome } = await make(trade, [
      { method: "GET", path: file, times: 1, ...answer(404) },
    ]);
    expect(outcome).toMatchObject(good);
    expect(shop.paid(trade)).toBe(1);
  },
);

test.each(queued)(
  "fault 25, $name: what the safety filter blocks is given back and not kept",
  async (trade) => {
    flagOutputs(emulator);
    expect((await make(trade)).outcome).toMatchObject(refunded("safety_filter"));
  },
);

test.each(queued)(
  "fault 26, $name: a job that runs for ever ends at its deadline, and is canceled there",
  async (trade) => {
    holdJobs(emulator);
    const ann = await world.person();
    const id = await shop.order(ann, trade, { usualSeconds: 1, workSeconds: 5 });
    await shop.work(id, trade);
    expect(await shop.outcome(id)).toMatchObject(refunded("deadline"));
    expect(await world.balance(ann)).toBe(10_000);
    const { cancel } = pathsOf(trade);
    const [method, path] = cancel ?? ["PUT", "/cancel"];
    expect(emulator.count(method, path)).toBe(cancel ? 1 : 0);
    expect(await world.violations()).toEqual([]);
  },
);

test.each(queued)(
  "fault 27, $name: a success after the refund changes nothing, and is on the list of orphans",
  async (trade) => {
    holdJobs(emulator);
    const ann = await world.person();
    const id = await shop.order(ann, trade);
    await shop.work(id, trade, "after recordProviderJob");
    await world.store.cancel(ann, id);
    emulator.reset();
    await shop.work(id, trade);
    expect(await shop.outcome(id)).toMatchObject({ status: "canceled", files: 0 });
    expect(await world.balance(ann)).toBe(10_000);
    const orphans = await world.sql`
    select provider, price_credits::int as price from private.provider_orphans where generation_id = ${id}`;
    const { priceCredits: price } = trade.definition.card;
    expect(orphans).toEqual([{ provider: trade.provider, price }]);
    expect(await world.violations()).toEqual([]);
  },
);

test.each(queued)(
  "fault 28, $name: of more files than bought the number bought is kept",
  async (trade) => {
    makeFiles(emulator, 3);
    expect((await make(trade)).outcome).toMatchObject(good);
  },
);

/** Those whose request sends more than one picture, or a film, from the store. */
const ofFilms = trades.filter(({ definition }) => definition.card.film !== null);
const ofSeveral = trades.filter(({ route }) => route.pictureParameters?.more);

test.each([
  ...ofFilms.map((trade) => ({ ...trade, what: "the film", earlierReads: 0 })),
  ...ofSeveral.map((trade) => ({ ...trade, what: "a further picture", earlierReads: 1 })),
])(
  "$name: when $what can't be read for a moment, nothing is on record, and the next attempt makes it",
  async ({ what, earlierReads, ...trade }) => {
    const ann = await world.person();
    const more = what === "a further picture" ? [await shop.storeSource(ann, false)] : [];
    const inputs = more.map((id) => ({ role: "more" as const, id }));
    const id = await shop.order(ann, trade, { inputs });
    shop.breakRead(earlierReads);
    shop.logged.length = 0;
    await shop.work(id, trade);
    expect(shop.logged).toMatchObject([{ facts: { code: "store_failure", retryable: true } }]);
    expect((await finish(trade, ann, id)).outcome).toMatchObject(good);
    expect(shop.paid(trade)).toBe(1);
  },
);

test("fault 33: a file that is redirected to this machine's own network is refused and given back", async () => {
  const [trade] = queued;
  const { file } = pathsOf(trade!);
  const away = answer(302, {}, { location: "http://169.254.169.254/latest/meta-data" });
  const { outcome } = await make(trade!, [{ method: "GET", path: file, times: 100, ...away }]);
  expect(outcome).toMatchObject(refunded("upstream_failure"));
});

test("fault 40: a file that is no picture is refused and given back", async () => {
  const [trade] = queued;
  const { file } = pathsOf(trade!);
  const svg = {
    status: 200,
    headers: { "content-type": "image/png" },
    body: "<svg xmlns='http://www.w3.org/2000/svg'/>",
  };
  const { outcome } = await make(trade!, [
    { method: "GET", path: file, times: 100, what: "answer", answer: svg },
  ]);
  expect(outcome).toMatchObject(refunded("unusable_file"));
});
