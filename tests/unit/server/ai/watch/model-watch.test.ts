import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, onTestFinished, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createFalList } from "~/.server/ai/watch/fal-list";
import { createHuggingFaceList } from "~/.server/ai/watch/huggingface-list";
import { createModelWatch, type WatchMemory } from "~/.server/ai/watch/model-watch";
import { createWavespeedList } from "~/.server/ai/watch/wavespeed-list";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import { WatchedModels } from "~/components/admin/watched-models";
import { startEveryEmulator } from "../../../../emulators/every-emulator";

const schnell = "fal:fal-ai/flux/schnell";
const klein = "fal:fal-ai/flux-2/klein/9b";
const grok = "fal:xai/grok-imagine-image";
const veo = "fal:fal-ai/veo3.1";
const seedream = "fal:bytedance/seedream/v5/flash/text-to-image";
const fluxDev = "wavespeed:wavespeed-ai/flux-dev";
const zImage = "wavespeed:wavespeed-ai/z-image/base";
const lite = "wavespeed:bytedance/seedream-v5.0-lite";
const onHub = "huggingface:wavespeed:black-forest-labs/FLUX.1-schnell";
const watchedRoutes = [schnell, klein, grok, veo, seedream, fluxDev, zImage, lite, onHub];
const definitions = modelDefinitions.flatMap((definition) => {
  const routes = definition.routes.filter(({ id }) => watchedRoutes.includes(id));
  return routes.length > 0 ? { ...definition, routes } : [];
});

/** Providers at wire level, watched, with what is kept in place of the database. */
async function openWatch() {
  const emulator = await startEveryEmulator();
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  emulator.fal.behave({
    catalog: {
      "fal-ai/flux/schnell": { usd: 0.003, unit: "megapixels" },
      "fal-ai/flux-2/klein/9b": { usd: 0.007, unit: "processed megapixels" },
      "xai/grok-imagine-image": { isGone: true },
      "fal-ai/veo3.1": { usd: 0.2, unit: "seconds" },
      "bytedance/seedream/v5/flash/text-to-image": { usd: 0.01, unit: "compute seconds" },
    },
  });
  emulator.wavespeed.behave({
    catalog: { "wavespeed-ai/flux-dev": 0.02, "wavespeed-ai/z-image/base": null },
  });
  const kept = new Map<string, { told: unknown; toldAt: Date | null; trouble: string | null }>();
  const memory: WatchMemory = {
    begin: async () => true,
    async note(provider, said) {
      const before = kept.get(provider);
      if ("told" in said) kept.set(provider, { ...said, toldAt: new Date(), trouble: null });
      else kept.set(provider, { told: null, toldAt: null, ...before, ...said });
    },
    read: async () => [...kept].map(([provider, list]) => ({ provider, ...list })),
  };
  const logged: [string, Record<string, unknown>][] = [];
  const watch = createModelWatch({
    lists: new Map([
      ["fal", createFalList("a-key", fetch)],
      ["wavespeed", createWavespeedList("a-key", fetch)],
      ["huggingface", createHuggingFaceList("hf_token", fetch)],
    ]),
    providers: [
      { name: "fal", displayName: "fal.ai" },
      { name: "wavespeed", displayName: "Wavespeed" },
    ],
    definitions: () => definitions,
    memory,
    log: (message, facts) => void logged.push([message, facts]),
  });
  const check = () => watch.check(new AbortController().signal);
  const states = async () =>
    Object.fromEntries(
      (await watch.read()).flatMap(({ routes }) =>
        routes.map(({ route, state }) => [route, state] as const),
      ),
    );
  return { emulator, watch, check, states, logged, memory };
}

const told = {
  [schnell]: "same",
  [klein]: "dearer",
  [grok]: "gone",
  [veo]: "cheaper",
  [seedream]: "unlike",
  [fluxDev]: "dearer",
  [zImage]: "unpriced",
  [lite]: "gone",
  [onHub]: "unpriced",
};

test("tells which routes are gone, dearer, cheaper or priced in another way, and asks nothing that costs", async () => {
  const { emulator, watch, check, states, logged } = await openWatch();
  expect(Object.values(await states())).toEqual(watchedRoutes.map(() => "unread"));
  expect(await check()).toEqual(["fal", "wavespeed", "huggingface"]);
  expect(await states()).toEqual(told);
  const [first] = await watch.read();
  expect(first).toMatchObject({ name: "fal.ai", trouble: null, checkedAt: expect.any(String) });
  expect(first!.routes.find(({ route }) => route === klein)).toMatchObject({
    asked: { usd: 0.007, per: "megapixel" },
    configured: { usd: 0.006, per: "megapixel" },
  });
  expect(logged.map(([, facts]) => facts)).toEqual([
    { provider: "fal", gone: [grok], dearer: [klein] },
    { provider: "wavespeed", gone: [lite], dearer: [fluxDev] },
  ]);
  const paths = emulator.received.map(({ method, path }) => `${method} ${path}`);
  expect(paths.filter((path) => path.startsWith("POST") && !path.endsWith("/model/price"))).toEqual(
    [],
  );
  expect([emulator.fal.jobs, emulator.wavespeed.tasks]).toEqual([[], []]);
  expect(emulator.received.every(({ headers }) => headers.authorization)).toBe(true);
});

test.for([
  ["drops the connection", { what: "drop" }],
  ["answers with 500", { what: "answer", answer: { status: 500 } }],
  ["refuses the key", { what: "refuse" }],
  [
    "answers with 404 of a gateway",
    { what: "answer", answer: { status: 404, body: "<h1>404</h1>" } },
  ],
  [
    "says that it has nothing",
    { what: "answer", answer: { status: 200, json: { models: [], prices: [] } } },
  ],
  ["gives no sense", { what: "answer", answer: { status: 200, json: [] } }],
] as const)(
  "a provider that %s is not checked since, and nothing of it is gone",
  async ([, fault]) => {
    const { emulator, watch, check, states, logged } = await openWatch();
    await check();
    const [before] = await watch.read();
    logged.length = 0;
    for (const host of ["api.fal.ai", "api.wavespeed.ai", "huggingface.co"])
      emulator.order({ path: host, times: 99, ...fault });
    await check();
    expect(await states()).toEqual(told);
    const after = await watch.read();
    expect(after[0]!.checkedAt).toBe(before!.checkedAt);
    expect(after.every(({ trouble }) => trouble !== null && !trouble.includes("a-key"))).toBe(true);
    expect(logged).toHaveLength(3);
    const page = renderToStaticMarkup(createElement(WatchedModels, { providers: after }));
    expect(page).toContain("Not checked since");
    expect(page).toContain("Gone: the provider no longer lists it");
  },
);

test("asks nobody whose turn it is not", async () => {
  const { emulator, check, memory } = await openWatch();
  memory.begin = async (provider) => provider === "huggingface";
  expect(await check()).toEqual(["huggingface"]);
  expect(emulator.received.map(({ path }) => path.split("/")[1])).toEqual(["huggingface.co"]);
});

test("the page says what needs a look, what is fine, and what providers may have written runs nowhere", async () => {
  const { watch, check, memory } = await openWatch();
  await check();
  await memory.note("huggingface", { trouble: "<script>alert(1)</script>" });
  const page = renderToStaticMarkup(
    createElement(WatchedModels, { providers: await watch.read() }),
  );
  expect(page).toContain(
    "The provider asks: $0.007 per megapixel. Easel expects: $0.006 per megapixel.",
  );
  expect(page).toContain("1 route is as Easel expects.");
  expect(page).not.toContain("<script>");
});
