import { expect, onTestFinished, test } from "vitest";
import { createSubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";

const svg = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48"/></svg>`,
);
const film = { prompt: "sea", width: 64, height: 48, seconds: 3, seed: 1 };

test.each([
  ["retouch", { tool: "retouch", prompt: "warmer", source: svg, mask: null, shape: null }],
  ["upscaler", { source: svg, factor: 2 }],
  ["motion", { ...film, pictures: [svg] }],
])("the %s's process has no parser for what is no picture of a camera", async (name, request) => {
  const path = `../../../../app/.server/${name}/${name}-worker.ts`;
  const workerUrl = new URL(path, import.meta.url);
  const pool = createSubprocessPool<unknown, { kind: string }>({ workerUrl, name });
  onTestFinished(() => pool.close());
  await expect(pool.run(request)).rejects.toBeInstanceOf(UnusableRequestError);
});
