import type { Invariants, Violation } from "../admin/port";
import { AppError } from "../errors";
import type {
  ListedObject,
  MediaExaminer,
  MediaLook,
  MediaRow,
  MediaRows,
  MediaStore,
} from "../media/port";

export interface CheckEverythingDeps {
  invariants: Invariants;
  rows: MediaRows;
  /** Every store that a row may name. */
  stores: readonly MediaStore[];
  examiner: MediaExaminer;
  now(): Date;
}

export interface CheckReport {
  violations: Violation[];
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

/**
 * Compares everything that must always hold with what is: the database with itself, each row of media with its objects (length,
 * SHA-256, type, pixels), and each object older than a day with its row or its planned deletion. Changes nothing, and may run
 * beside a working Easel. Reads every stored byte, one file at a time. Error: unavailable.
 */
export async function checkEverything(deps: CheckEverythingDeps): Promise<CheckReport> {
  const violations = await deps.invariants.violations();
  const { files, named } = await checkRows(deps, violations);
  let objects = 0;
  for (const store of deps.stores) objects += await checkObjects(deps, store, named, violations);
  const orphans = await deps.invariants.orphans();
  return { violations, files, objects, orphans };
}

const keyOf = (store: string, path: string) => `${store} ${path}`;
const broken = (row: MediaRow, sentence: string): Violation => ({
  rule: "M1",
  subject: row.id,
  sentence,
});

async function checkRows(deps: CheckEverythingDeps, violations: Violation[]) {
  const named = new Set<string>();
  let files = 0;
  let after: string | null = null;
  for (;;) {
    const page: MediaRow[] = await deps.rows.page(after, pageSize);
    for (const row of page) {
      files += 1;
      named.add(keyOf(row.store, row.path)).add(keyOf(row.store, row.thumbPath));
      const sentences = await faultsOf(deps, row);
      if (sentences.length > 0 && (await isStillThere(deps, row)))
        violations.push(...sentences.map((sentence) => broken(row, sentence)));
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < pageSize) return { files, named };
  }
}

/** Meanwhile the file may have been deleted, or moved to another path. */
async function isStillThere({ rows }: CheckEverythingDeps, row: MediaRow): Promise<boolean> {
  const known = await rows.known(row.store, [row.path]);
  return known.some(({ state }) => state === "kept");
}

async function faultsOf(deps: CheckEverythingDeps, row: MediaRow): Promise<string[]> {
  const store = deps.stores.find(({ name }) => name === row.store);
  if (!store) return [`It is kept in the store ${row.store}, which is not set up here.`];
  return [...(await originalFaults(deps, store, row)), ...(await thumbFaults(deps, store, row))];
}

async function originalFaults(
  { examiner }: CheckEverythingDeps,
  store: MediaStore,
  row: MediaRow,
): Promise<string[]> {
  const look = await lookAt(examiner, store, row.path);
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

async function thumbFaults(
  { examiner }: CheckEverythingDeps,
  store: MediaStore,
  row: MediaRow,
): Promise<string[]> {
  const look = await lookAt(examiner, store, row.thumbPath);
  if (look === null) return [`Its thumbnail ${row.thumbPath} is missing.`];
  const isPicture = look.size !== null && look.contentType !== "video/mp4";
  return isPicture ? [] : [`Its thumbnail ${row.thumbPath} cannot be decoded.`];
}

/** What an object turns out to be; null when there is none. */
async function lookAt(
  examiner: MediaExaminer,
  store: MediaStore,
  path: string,
): Promise<MediaLook | null> {
  try {
    const { body } = await store.open(path);
    return await examiner.look(body);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

async function checkObjects(
  deps: CheckEverythingDeps,
  store: MediaStore,
  named: ReadonlySet<string>,
  violations: Violation[],
): Promise<number> {
  const newest = deps.now().getTime() - graceMs;
  let objects = 0;
  let strangers: ListedObject[] = [];
  const report = async () => {
    violations.push(...(await ownerless(deps, store, strangers)));
    strangers = [];
  };
  for await (const object of store.list("")) {
    objects += 1;
    if (named.has(keyOf(store.name, object.path)) || object.modifiedAt.getTime() > newest) continue;
    strangers.push(object);
    if (strangers.length === pageSize) await report();
  }
  await report();
  return objects;
}

/** Of objects that no row named when the rows were read: those that no row names now either, and no deletion awaits. */
async function ownerless(
  { rows }: CheckEverythingDeps,
  store: MediaStore,
  objects: readonly ListedObject[],
): Promise<Violation[]> {
  if (objects.length === 0) return [];
  const paths = objects.map(({ path }) => path);
  const known = new Set((await rows.known(store.name, paths)).map(({ path }) => path));
  return objects
    .filter(({ path }) => !known.has(path))
    .map(({ path, sizeBytes }) => ({
      rule: "M1",
      subject: path,
      sentence: `The ${store.name} store holds ${sizeBytes} bytes that no file needs, for longer than a day.`,
    }));
}
