import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { createTurns } from "~/.server/subprocesses/turns";
import { startRetouch } from "~/.server/ai/providers/retouch/start-retouch";
import { retouchModels } from "~/.server/ai/providers/retouch/model";
import { upscale } from "~/.server/ai/providers/upscaler/model";
import { startUpscaler } from "~/.server/ai/providers/upscaler/start-upscaler";
import type { ModelRequest } from "~/.server/ai/port";
import type { ClaimedGeneration, StartGeneration } from "~/.server/generations/port";
import type { Viewer } from "~/domain/viewer";
import { startWorld } from "../sql/world";
import { expireLease, startPipeline } from "./pipeline";

const world = await startWorld();
const { sql, store } = world;

const asked = { provider: "retouch", route: "retouch:retouch-1" };
const never = new AbortController().signal;
const source = await sharp({ create: { width: 24, height: 16, channels: 3, background: "#c33" } })
  .png()
  .toBuffer();

const engines: ReturnType<typeof startRetouch | typeof startUpscaler>[] = [];
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

/** The built-in retoucher of one process, or another engine. */
function startProcess(start = startRetouch) {
  const workerUrlOf = (engine: string) =>
    new URL(`../../../app/.server/${engine}/${engine}-worker.ts`, import.meta.url);
  const engine = start({ workerUrlOf, turns: createTurns(1) });
  engines.push(engine);
  return engine.provider;
}

const requestOf = ({ id }: ClaimedGeneration): ModelRequest => ({
  generationId: id,
  kind: "edit",
  model: "retouch",
  prompt: "black and white",
  negativePrompt: "",
  settings: {},
  outputCount: 1,
  readSource: async () => ({
    bytes: source,
    contentType: "image/png",
    width: 24,
    height: 16,
  }),
});

/** Someone with a picture of theirs, and an edit of it that a worker has just begun. */
async function startEdit(changes: Partial<StartGeneration> = {}) {
  const next = [startProcess(), startProcess(startUpscaler)];
  const pipeline = await startPipeline(world, store, undefined, next);
  const ann = await world.person();
  const [sourceMediaId = ""] = await world.make(ann);
  const [file] = await sql<{ path: string }[]>`select path from media where id = ${sourceMediaId}`;
  const path = join(pipeline.mediaDir, file?.path ?? "");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, source);
  const edit = {
    kind: "edit",
    model: "retouch",
    prompt: "black and white",
    sourceMediaId,
  } as const;
  const claim = await world.startAndClaim(ann, {
    ...{ ...edit, settings: {}, priceCreditsEach: 1000 },
    ...changes,
  });
  return { ann, claim, pipeline };
}

/** What came of an edit: its state, what the person has left, and the channels of each file's first pixel. */
async function outcomeOf(person: Viewer, { id }: ClaimedGeneration, mediaDir: string) {
  const made = await sql<{ path: string }[]>`select path from media where generation_id = ${id}`;
  const firstPixel = async ({ path }: { path: string }) => {
    const pixels = await sharp(await readFile(join(mediaDir, path)))
      .raw()
      .toBuffer();
    return [...pixels.subarray(0, 3)];
  };
  return {
    status: await world.status(id),
    credits: await world.balance(person),
    pixels: await Promise.all(made.map(firstPixel)),
    violations: await world.violations(),
  };
}

/** One gray picture for one charge. */
const oneGrayPicture = {
  status: "succeeded",
  credits: 10_000 - 500 - 1000,
  pixels: [[97, 97, 97]],
  violations: [],
};

test("an edit whose worker died before it was written down is made by the next one, for one charge", async () => {
  const { ann, claim, pipeline } = await startEdit();
  await store.recordSubmitIntent(claim, asked);
  await expireLease(world, claim.id);
  await pipeline.work(claim.id);
  expect(await outcomeOf(ann, claim, pipeline.mediaDir)).toEqual(oneGrayPicture);
});

test("an edit whose worker died at work goes on elsewhere, with its picture read again, for one charge", async () => {
  const { ann, claim, pipeline } = await startEdit();
  const dead = startProcess();
  const request = requestOf(claim);
  await store.recordSubmitIntent(claim, asked);
  const given = await request.readSource!();
  const { job, requestId } = await dead.submit(retouchModels[0]!.routes[0]!, request, given, never);
  await store.recordProviderJob(claim, asked, job, requestId);
  await dead.poll(job, never);
  dead.release?.(job);
  await expireLease(world, claim.id);
  await pipeline.work(claim.id);
  expect(await outcomeOf(ann, claim, pipeline.mediaDir)).toEqual(oneGrayPicture);
});

test("a tool whose worker died at work goes on elsewhere too, without a prompt, for one charge", async () => {
  const wish = { model: "upscale", prompt: "Upscale 2×", isPrompted: false };
  const { ann, claim, pipeline } = await startEdit({ ...wish, settings: { resolution: "2×" } });
  const ofTool = { provider: "upscaler", route: "upscaler:esrgan-slim-1" };
  const dead = startProcess(startUpscaler);
  const request = { ...requestOf(claim), ...wish, prompt: "", settings: { resolution: "2×" } };
  await store.recordSubmitIntent(claim, ofTool);
  const { job } = await dead.submit(
    upscale.routes[0]!,
    request,
    await request.readSource!(),
    never,
  );
  await store.recordProviderJob(claim, ofTool, job, null);
  await dead.poll(job, never);
  dead.release?.(job);
  await expireLease(world, claim.id);
  await pipeline.work(claim.id);
  const { pixels, ...outcome } = await outcomeOf(ann, claim, pipeline.mediaDir);
  expect(outcome).toEqual({ status: "succeeded", credits: 8500, violations: [] });
  const [[red = 0, green = 0] = []] = pixels;
  expect([Math.abs(red - 204) <= 3, Math.abs(green - 51) <= 3]).toEqual([true, true]);
});

test("an edit whose picture is gone when it goes on is refunded", async () => {
  const { ann, claim, pipeline } = await startEdit();
  const request = requestOf(claim);
  await store.recordSubmitIntent(claim, asked);
  const given = await request.readSource!();
  const process = startProcess();
  const { job } = await process.submit(retouchModels[0]!.routes[0]!, request, given, never);
  await store.recordProviderJob(claim, asked, job, null);
  process.release?.(job);
  await sql`update media set expires_at = (select created_at from generations where id = ${claim.id})
      - interval '1 minute' where id = (select source_media_id from generations where id = ${claim.id})`;
  await expireLease(world, claim.id);
  await pipeline.work(claim.id);
  const [row] = await sql`select status, failure_code from generations where id = ${claim.id}`;
  expect(row).toEqual({ status: "failed", failure_code: "source_gone" });
  expect(await world.balance(ann)).toBe(9500);
  expect(await world.violations()).toEqual([]);
});
