import type { Invariants, Violation } from "../admin/port";
import { isNotFound } from "../errors";
import type {
  MediaInspector,
  MediaInspection,
  MediaRow,
  MediaRows,
} from "../media/examination-port";
import type { ListedObject, MediaStore } from "../media/store-port";

export interface CheckEverythingDeps {
  invariants: Invariants;
  mediaRows: MediaRows;
  /** Every store that a row may name. */
  stores: readonly MediaStore[];
  examiner: MediaInspector;
  now(): Date;
}

/** Hears of a check while it goes on. */
export interface CheckListener {
  onViolation(violation: Violation): void;
  /** All before this place has been looked at: a later check may begin there. */
  onPlace(place: string): void;
}

export interface CheckReport {
  violations: number;
  /** Rows of media that were compared with their objects. */
  files: number;
  /** Objects that the stores list. */
  objects: number;
  /** Requests that may have cost us money though their credits went back, and what they sold for. No violation. */
  orphans: { count: number; priceCredits: number };
}

const pageSize = 500;
/** An upload is under way, or its row is about to be written. */
const graceMs = 24 * 60 * 60 * 1000;
/** The places that are not the database's own: `files <id>`, and then `objects`. */
const filesPlace = /^files(?: ([0-9a-f-]{36}))?$/;
const objectsPlace = "objects";

/**
 * Compares everything that must always hold with what is: the database with itself, each row of media with its objects
 * (length, SHA-256, type, pixels), and each object older than a day with its row or its planned deletion. Changes
 * nothing, and may run beside a working Easel. Goes through all of it in short steps, and reads every stored byte, one
 * file at a time. `from` is a place that an earlier check has reached; null: everything. Errors: invalid_input (no such
 * place), unavailable.
 */
export async function checkEverything(
  deps: CheckEverythingDeps,
  listener: CheckListener,
  from: string | null = null,
): Promise<CheckReport> {
  const report = { violations: 0, files: 0, objects: 0, orphans: { count: 0, priceCredits: 0 } };
  const work: Work = {
    ...deps,
    report,
    onViolation(violation) {
      report.violations += 1;
      listener.onViolation(violation);
    },
    onPlace: (place) => listener.onPlace(place),
  };
  const files = filesPlace.exec(from ?? "");
  if (from !== objectsPlace && !files) await checkDatabase(work, from);
  if (from !== objectsPlace) await checkRows(work, files?.[1] ?? null);
  work.onPlace(objectsPlace);
  for (const store of deps.stores) await checkObjects(work, store);
  report.orphans = await deps.invariants.orphans();
  return report;
}

interface Work extends CheckEverythingDeps, CheckListener {
  report: CheckReport;
}

const broken = (row: MediaRow, sentence: string): Violation => ({
  rule: "M1",
  subject: row.id,
  sentence,
});

async function checkDatabase(work: Work, from: string | null): Promise<void> {
  for (let place = from; ;) {
    const { violations, next } = await work.invariants.look(place);
    violations.forEach(work.onViolation);
    if (next === null) return;
    work.onPlace(next);
    place = next;
  }
}

async function checkRows(work: Work, from: string | null): Promise<void> {
  for (let after = from; ;) {
    work.onPlace(after === null ? "files" : `files ${after}`);
    const page: MediaRow[] = await work.mediaRows.page(after, pageSize);
    // A hosted project may hand out fewer rows than were asked for, so only a page without any is the last.
    if (page.length === 0) return;
    for (const row of page) {
      work.report.files += 1;
      const sentences = await findFaults(work, row);
      if (sentences.length > 0 && (await isStillThere(work, row)))
        for (const sentence of sentences) work.onViolation(broken(row, sentence));
    }
    after = page.at(-1)?.id ?? null;
  }
}

/** Meanwhile the file may have been deleted, or moved to another path. */
async function isStillThere({ mediaRows }: CheckEverythingDeps, row: MediaRow): Promise<boolean> {
  const known = await mediaRows.known(row.store, [row.path]);
  return known.some(({ state }) => state === "kept");
}

async function findFaults(deps: CheckEverythingDeps, row: MediaRow): Promise<string[]> {
  const store = deps.stores.find(({ name }) => name === row.store);
  if (!store) return [`It is kept in the store ${row.store}, which is not set up here.`];
  return [
    ...(await findOriginalFaults(deps, store, row)),
    ...(await findThumbFaults(deps, store, row)),
  ];
}

async function findOriginalFaults(
  { examiner }: CheckEverythingDeps,
  store: MediaStore,
  row: MediaRow,
): Promise<string[]> {
  const look = await examine(examiner, store, row.path);
  if (look === null) return [`Its object ${row.path} is missing.`];
  const { contentType, size, sizeBytes, sha256 } = look;
  if (sizeBytes !== row.sizeBytes)
    return [`Its object ${row.path} has ${sizeBytes} bytes instead of ${row.sizeBytes}.`];
  if (sha256 !== row.sha256)
    return [`Its object ${row.path} does not have the SHA-256 of its row.`];
  if (contentType !== row.contentType)
    return [
      `Its object ${row.path} is ${contentType ?? "nothing we know"}, not ${row.contentType}.`,
    ];
  if (size === null) return [`Its object ${row.path} cannot be decoded.`];
  if (size.width !== row.width || size.height !== row.height)
    return [
      `Its object ${row.path} is ${size.width} × ${size.height}, not ${row.width} × ${row.height}.`,
    ];
  return [];
}

async function findThumbFaults(
  { examiner }: CheckEverythingDeps,
  store: MediaStore,
  row: MediaRow,
): Promise<string[]> {
  const look = await examine(examiner, store, row.thumbPath);
  if (look === null) return [`Its thumbnail ${row.thumbPath} is missing.`];
  const isPicture = look.size !== null && look.contentType !== "video/mp4";
  return isPicture ? [] : [`Its thumbnail ${row.thumbPath} cannot be decoded.`];
}

/** What an object turns out to be; null when there is none. */
async function examine(
  examiner: MediaInspector,
  store: MediaStore,
  path: string,
): Promise<MediaInspection | null> {
  try {
    const { body } = await store.open(path, undefined, { isFresh: true });
    return await examiner.inspect(body);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function checkObjects(work: Work, store: MediaStore): Promise<void> {
  const newest = work.now().getTime() - graceMs;
  let old: ListedObject[] = [];
  const report = async () => {
    for (const violation of await findOrphans(work, store, old)) work.onViolation(violation);
    old = [];
  };
  for await (const object of store.list("")) {
    work.report.objects += 1;
    if (object.modifiedAt.getTime() > newest) continue;
    old.push(object);
    if (old.length === pageSize) await report();
  }
  await report();
}

/** Of these objects, those that no row names, that no deletion awaits, and that are still there. */
async function findOrphans(
  { mediaRows }: CheckEverythingDeps,
  store: MediaStore,
  objects: readonly ListedObject[],
): Promise<Violation[]> {
  if (objects.length === 0) return [];
  const paths = objects.map(({ path }) => path);
  const known = new Set((await mediaRows.known(store.name, paths)).map(({ path }) => path));
  const found: Violation[] = [];
  for (const { path, sizeBytes } of objects) {
    if (known.has(path) || !(await isStored(store, path))) continue;
    // Asked alone, it is not among the rows that a hosted project leaves out of a long answer.
    if ((await mediaRows.known(store.name, [path])).length > 0) continue;
    const sentence = `The ${store.name} store holds ${sizeBytes} bytes that no file needs, for longer than a day.`;
    found.push({ rule: "M1", subject: path, sentence });
  }
  return found;
}

/** Meanwhile it may have been deleted, with all that the database knew of it. */
async function isStored(store: MediaStore, path: string): Promise<boolean> {
  try {
    (await store.open(path, undefined, { isFresh: true })).body.destroy();
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
