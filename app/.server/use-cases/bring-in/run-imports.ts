import type { ImportProblem } from "~/domain/takeout-views";
import { AppError, isNotFound } from "../../errors";
import type { MediaStore } from "../../media/store-port";
import type { ArchiveReader, HeldImport, Imports, ImportThing } from "../../takeout/port";
import { adoptItems, type AdoptDeps } from "./adopt-items";
import { pictureOf } from "./picture";
import { type OpenedExport, openExport } from "./read-export";
import { importSteps, type ImportStep, thingsOf } from "./things";

export interface RunImportsDeps extends AdoptDeps {
  imports: Imports;
  archives: ArchiveReader;
  stores: readonly MediaStore[];
  /** How long a worker may not be heard of. */
  leaseSeconds: number;
  /** How long one import may keep the others waiting. */
  turnMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}

/** Files are stored one by one; of anything else many fit into one transaction. */
const batchSizes = { items: 10, others: 100 };

/**
 * Brings in what waits, each zip for a turn, until there is none or `isOver` says that there is no more time: then
 * whoever comes next goes on there. Any number of processes may try. What is brought in is written down together with
 * the place where it goes on, so that a crash costs no more than one batch, and makes nothing twice. One that fails
 * holds up no other. Never moves credits. Error: unavailable.
 */
export async function runImports(deps: RunImportsDeps, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const held = await deps.imports.claim(deps.newId(), deps.leaseSeconds);
    if (!held) return;
    const end = performance.now() + deps.turnMs;
    await runImport(deps, held, () => isOver() || performance.now() >= end);
  }
}

async function runImport(
  deps: RunImportsDeps,
  held: HeldImport,
  isOver: () => boolean,
): Promise<void> {
  const beat = setInterval(() => {
    deps.imports.extend(held, deps.leaseSeconds).catch(() => undefined);
  }, deps.leaseSeconds * 300);
  try {
    const problem = await bringIn(deps, held, isOver);
    if (problem === "later") await deps.imports.release(held, false);
    else await deps.imports.finish(held, problem);
  } catch (error) {
    if (isStale(error)) return;
    const { id: importId, place } = held;
    deps.log("An import broke off", { err: error, importId, place });
    await deps.imports.release(held, true).catch((second: unknown) => {
      if (!isStale(second)) throw second;
    });
  } finally {
    clearInterval(beat);
  }
}

/** It was called off, or another worker has it. */
const isStale = (error: unknown) => error instanceof AppError && error.code === "stale_lease";

async function bringIn(
  deps: RunImportsDeps,
  held: HeldImport,
  isOver: () => boolean,
): Promise<ImportProblem | "later" | null> {
  const store = deps.stores.find(({ name }) => name === held.store);
  if (!store) throw new AppError("unavailable", { cause: new Error(`No ${held.store} store`) });
  try {
    const opened = await openExport(deps.archives, store, held.path, held.sizeBytes);
    if ("problem" in opened) return opened.problem;
    try {
      return (await allSteps(deps, held, opened, isOver)) ? null : "later";
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (isNotFound(error)) return "zip_gone";
    throw error;
  }
}

/** False: there was no time for all of them. */
async function allSteps(
  deps: RunImportsDeps,
  held: HeldImport,
  opened: OpenedExport,
  isOver: () => boolean,
): Promise<boolean> {
  const from = placeIn(held.place);
  for (const step of importSteps.slice(importSteps.indexOf(from.step))) {
    let done = step === from.step ? from.done : 0;
    for await (const { things, count } of batchesOf(deps, held, opened, step, done, isOver)) {
      done += count;
      const place = `${step} ${done}`;
      const reached = { place, ...filesAt(step, done, opened) };
      await deps.imports.batch(held, things, reached, deps.leaseSeconds);
      if (isOver()) return false;
    }
  }
  return true;
}

function placeIn(text: string): { step: ImportStep; done: number } {
  const [name, done] = text.split(" ");
  const step = importSteps.find((each) => each === name);
  return step ? { step, done: Number(done) } : { step: importSteps[0], done: 0 };
}

function filesAt(step: ImportStep, done: number, { items }: OpenedExport) {
  const isBefore = importSteps.indexOf(step) < importSteps.indexOf("items");
  const filesDone = step === "items" ? Math.min(done, items.length) : isBefore ? 0 : items.length;
  return { filesTotal: items.length, filesDone };
}

/** The things of a step behind the first `done`, some at a time. */
async function* batchesOf(
  deps: RunImportsDeps,
  held: HeldImport,
  opened: OpenedExport,
  step: ImportStep,
  done: number,
  isOver: () => boolean,
): AsyncGenerator<{ things: ImportThing[]; count: number }> {
  // One at a time where it has failed, so that all before what fails comes in.
  const hasFailed = held.failures > 0;
  const size = hasFailed ? 1 : batchSizes.others;
  if (step === "picture") return yield* listed(pictureOf(deps.vault, held, opened), done, size);
  if (step !== "items") return yield* listed(thingsOf(opened, step), done, size);
  const { items, unclaimed } = opened;
  for (let at = done; at < items.length;) {
    const some = items.slice(at, at + (hasFailed ? 1 : batchSizes.items));
    const things = await adoptItems(deps, held, some, isOver);
    at += things.length;
    yield { things, count: things.length };
  }
  const rest = unclaimed.slice(Math.max(0, done - items.length));
  const things = rest.map((name): ImportThing => ({ part: "fault", name, why: "no_facts" }));
  if (things.length > 0) yield { things, count: things.length };
}

async function* listed(
  things: AsyncIterable<ImportThing>,
  done: number,
  size: number,
): AsyncGenerator<{ things: ImportThing[]; count: number }> {
  let batch: ImportThing[] = [];
  let place = 0;
  for await (const thing of things) {
    if ((place += 1) <= done) continue;
    batch.push(thing);
    if (batch.length < size) continue;
    yield { things: batch, count: batch.length };
    batch = [];
  }
  if (batch.length > 0) yield { things: batch, count: batch.length };
}
