import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32, deflateRawSync } from "node:zlib";
import { makeZip } from "client-zip";
import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { readMark } from "~/.server/media/ingest/provenance";
import { createSupabaseMediaRows } from "~/.server/media/supabase-media-rows";
import type { ReadRange } from "~/.server/takeout/range-reader";
import { runImports } from "~/.server/use-cases/bring-in/run-imports";
import type { ExportedFile } from "~/domain/export-format";
import type { ImportProblem } from "~/domain/takeout-views";
import { problemWords } from "~/domain/takeout-words";
import { refusalOf, startWorld } from "../sql/world";
import { openTakeout } from "./takeout-world";

const world = await startWorld();
const { sql, server } = world;
const { deps, bringIn, give, store } = await openTakeout(world);

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const time = "2026-11-01T10:00:00+00:00";
const manifest = {
  ...{ format: "easel-export", version: 1, exportedAt: time },
  account: {
    ...{ id: randomUUID(), name: "Ann", email: "ann@example.com", createdAt: time, credits: 5 },
    isSuspended: false,
  },
};

type Files = Record<string, Uint8Array | object | string>;
const bytesOf = (content: Files[string]) =>
  typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content);

const zipOf = async (files: Files, head: Files = { "easel-export.json": manifest }) =>
  Buffer.from(
    await buffer(
      makeZip(
        Object.entries({ ...head, ...files }).map(([name, content]) => ({
          ...{ name, lastModified: new Date(time), input: bytesOf(content) },
        })),
      ),
    ),
  );

function factsOf(bytes: Uint8Array, changes: object = {}, request: object = {}): ExportedFile {
  return {
    ...{ what: "file", id: randomUUID(), contentType: "image/png", sizeBytes: bytes.length },
    ...{ sha256: sha256(bytes), width: 64, height: 48, createdAt: time, durationSeconds: null },
    ...{ digitalSource: "trainedAlgorithmicMedia", position: 1, shelf: "saved", savedAt: time },
    ...{ trashedAt: null, expiresAt: null, starredAt: null, tags: [], boards: [] },
    request: {
      ...{ id: randomUUID(), kind: "image", model: "m", prompt: "A cat", isPrompted: true },
      ...{ negativePrompt: "", settings: {}, sourceId: null, inputs: [], status: "succeeded" },
      ...{ failureCode: null, outputCount: 1, madeCount: 1, createdAt: time },
      ...request,
    },
    ...changes,
  } as ExportedFile;
}

const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: "#8ac" } });
const png = await picture.clone().png().toBuffer();

/** One entry of a zip, written by hand, so that it can lie. */
interface Lie {
  name: string;
  data: Buffer;
  method?: number;
  flags?: number;
  mode?: number;
  unpackedBytes?: number;
  comment?: Buffer;
}

/** A zip of entries as they are told. `areOne`: all of them claim the bytes of the first. */
function forge(lies: readonly Lie[], areOne = false): Buffer {
  const parts: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const { name, data, comment = Buffer.alloc(0), ...lie } of lies) {
    const { method = 0, flags = 0, mode = 0o100_644, unpackedBytes } = lie;
    const sizes = [crc32(data), data.length, unpackedBytes ?? data.length];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    for (const [place, size] of sizes.entries()) local.writeUInt32LE(size, 14 + 4 * place);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(0x0314, 4);
    head.writeUInt16LE(flags, 8);
    head.writeUInt16LE(method, 10);
    for (const [place, size] of sizes.entries()) head.writeUInt32LE(size, 16 + 4 * place);
    head.writeUInt16LE(Buffer.byteLength(name), 28);
    head.writeUInt16LE(comment.length, 32);
    head.writeUInt32LE((mode << 16) >>> 0, 38);
    head.writeUInt32LE(areOne ? 0 : offset, 42);
    heads.push(head, Buffer.from(name), comment);
    if (areOne && offset > 0) continue;
    parts.push(local, Buffer.from(name), data);
    offset += 30 + Buffer.byteLength(name) + data.length;
  }
  const list = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(lies.length, 8);
  end.writeUInt16LE(lies.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

const asExport: Lie = { name: "easel-export.json", data: Buffer.from(JSON.stringify(manifest)) };
const zeros = deflateRawSync(Buffer.alloc(300 * 1024 * 1024));

const refusals: [string, ImportProblem, () => Buffer | Promise<Buffer>][] = [
  ["no zip", "not_a_zip", () => Buffer.from("<html>")],
  ["half a zip", "not_a_zip", async () => (await zipOf({ "a.txt": "a" })).subarray(0, 90)],
  ["another zip", "not_an_export", () => zipOf({ "a.txt": "a" }, {})],
  ["a manifest that is none", "not_an_export", () => zipOf({}, { "easel-export.json": "{" })],
  [
    "a newer one",
    "newer_version",
    () => zipOf({}, { "easel-export.json": { ...manifest, version: 2 } }),
  ],
  [
    "a password",
    "encrypted",
    () => forge([asExport, { name: "a", data: png, flags: 1, unpackedBytes: png.length - 12 }]),
  ],
  ["a way up", "unsafe_names", () => forge([asExport, { name: "files/../../a", data: png }])],
  ["a whole path", "unsafe_names", () => forge([asExport, { name: "/etc/passwd", data: png }])],
  ["a backslash", "unsafe_names", () => forge([asExport, { name: "..\\a", data: png }])],
  ["a drive", "unsafe_names", () => forge([asExport, { name: "C:/a", data: png }])],
  ["a link", "unsafe_names", () => forge([asExport, { name: "a", data: png, mode: 0o120_777 }])],
  ["a device", "unsafe_names", () => forge([asExport, { name: "a", data: png, mode: 0o020_666 }])],
  [
    "a name twice",
    "twice",
    () => forge([asExport, { name: "a", data: png }, { name: "a", data: png }]),
  ],
  [
    "a name without end",
    "unsafe_names",
    () => forge([asExport, { name: "a".repeat(501), data: png }]),
  ],
  [
    "a way of packing that nobody knows",
    "not_a_zip",
    () => forge([asExport, { name: "a", data: png, method: 93 }]),
  ],
  [
    "far too much in it",
    "bomb",
    () =>
      forge([asExport, { name: "a", data: zeros, method: 8, unpackedBytes: 300 * 1024 * 1024 }]),
  ],
  [
    "files that lie over each other",
    "bomb",
    () =>
      forge(
        Array.from("abcd", (name) => ({ name, data: Buffer.alloc(9000) })),
        true,
      ),
  ],
];

test.each(refusals)("refuses %s whole, in words, and keeps nothing", async (_, problem, make) => {
  const ann = await world.person();
  const zip = await make();
  await expect(give(ann, zip)).rejects.toMatchObject({
    ...{ code: "invalid_input", fields: { zip: [problemWords[problem]] } },
  });
  expect(await sql`select * from imports where user_id = ${ann.userId}`).toEqual([]);
  const path = `imports/${ann.userId}/%`;
  expect(await sql`select * from private.blob_deletions where path like ${path}`).toHaveLength(1);
});

test("holds no list of files that is itself too long, and asks for little of one at a time", async () => {
  const comment = Buffer.alloc(65_535, "c");
  const empty = { data: Buffer.alloc(0), comment };
  const zip = forge(Array.from({ length: 1100 }, (_, n) => ({ name: `${n}`, ...empty })));
  const read = vi.fn<ReadRange>(async (start, end) => Readable.from([zip.subarray(start, end)]));
  expect(await deps.archives.open(zip.length, read)).toEqual({ problem: "too_many_files" });
  expect(read.mock.calls.length).toBeLessThan(100);
  const longest = Math.max(...read.mock.calls.map(([start, end]) => end - start));
  expect(longest).toBeLessThanOrEqual(1024 * 1024);
});

const stored = async (userId: string) =>
  await sql<{ path: string; digital_source: string; sha256: string }[]>`
    select path, digital_source, sha256 from media where user_id = ${userId} order by created_at`;
const storedBytes = async (path: string) => await buffer((await store.open(path)).body);

test("takes what is right, and lists what is wrong with the rest in plain words", async () => {
  const ann = await world.person();
  const text = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>");
  const cut = png.subarray(0, png.length - 20);
  const bomb = await sharp({
    create: { width: 7500, height: 7000, channels: 3, background: "#000" },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const zip = await zipOf({
    "files/000001-good.png": png,
    "files/000001-good.png.json": factsOf(png),
    "files/000002-changed.png": png,
    "files/000002-changed.png.json": factsOf(png, { sha256: "ab".repeat(32) }),
    "files/000003-no-picture.png": text,
    "files/000003-no-picture.png.json": factsOf(text),
    "files/000004-cut.png": cut,
    "files/000004-cut.png.json": factsOf(cut),
    "files/000005-bomb.png": bomb,
    "files/000005-bomb.png.json": factsOf(bomb),
    "files/000006-nothing-said.png": png,
    "files/000007-no-file.png.json": factsOf(png),
    "files/000008-no-facts.png": png,
    "files/000008-no-facts.png.json": "{",
    "files/000009-film.png": png,
    "files/000009-film.png.json": factsOf(png, {}, { kind: "video" }),
    "prompts.jsonl": `{"a":1}\n${"x".repeat(300_000)}\n`,
    "boards.json": "[1]",
  });
  const done = await bringIn(ann, zip);
  expect(done).toMatchObject({ state: "done", counts: { files: 1 } });
  const why = Object.fromEntries(done.faults.map((fault) => [fault.name, fault.why]));
  expect(why).toMatchObject({
    "files/000002-changed.png": "changed",
    "files/000003-no-picture.png": "unsupported",
    "files/000004-cut.png": "unreadable",
    "files/000005-bomb.png": "unreadable",
    "files/000006-nothing-said.png": "no_facts",
    "files/000007-no-file.png": "no_file",
    "files/000008-no-facts.png": "facts",
    "files/000009-film.png": "facts",
    "boards.json, 1": "facts",
    "prompts.jsonl, 1": "facts",
    "prompts.jsonl, 2": "facts",
  });
  expect(done.faultCount).toBe(11);
  expect(await world.violations()).toEqual([]);
});

test("marks what came without a mark, keeps one that another program set, and drops the rest", async () => {
  const ann = await world.person();
  const foreign = await picture
    .clone()
    .withExif({ IFD0: { Copyright: "Secret camera" } })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>',
    )
    .jpeg()
    .toBuffer();
  const facts = factsOf(foreign, {
    ...{ contentType: "image/jpeg", createdAt: "2026-11-02T10:00:00Z" },
    digitalSource: "algorithmicMedia",
  });
  const zip = await zipOf({
    "files/1.png": png,
    "files/1.png.json": factsOf(png),
    "files/2.jpg": foreign,
    "files/2.jpg.json": facts,
    "uploads/3.jpg": foreign,
    "uploads/3.jpg.json": {
      ...facts,
      what: "upload",
      id: randomUUID(),
      role: "picture",
      frameOf: null,
      expiresAt: time,
    },
  });
  expect(await bringIn(ann, zip)).toMatchObject({
    faultCount: 0,
    counts: { files: 2, uploads: 1 },
  });
  const [plain, marked] = await stored(ann.userId);
  const [upload] = await sql<
    { path: string }[]
  >`select path from uploads where user_id = ${ann.userId}`;
  const composite = "compositeWithTrainedAlgorithmicMedia";
  expect([plain?.digital_source, marked?.digital_source]).toEqual([
    "trainedAlgorithmicMedia",
    composite,
  ]);
  const marks = await Promise.all(
    [plain, marked, upload].map(async (row) => {
      const bytes = await storedBytes(row?.path ?? "");
      expect(bytes.includes("Secret camera")).toBe(false);
      return readMark(bytes)?.source;
    }),
  );
  expect(marks).toEqual(["trainedAlgorithmicMedia", composite, composite]);
});

test("believes no file that unpacks to more than it says", async () => {
  const ann = await world.person();
  const packed = deflateRawSync(Buffer.concat([png, Buffer.alloc(100_000)]));
  const facts = Buffer.from(JSON.stringify(factsOf(png)));
  const zip = forge([
    asExport,
    { name: "files/1.png", data: packed, method: 8, unpackedBytes: png.length },
    { name: "files/1.png.json", data: facts },
  ]);
  expect(await bringIn(ann, zip)).toMatchObject({ faults: [{ why: "unreadable" }], counts: {} });
});

test("takes one that was unpacked and packed again, in a folder and compressed", async () => {
  const ann = await world.person();
  const files = {
    "easel-export.json": JSON.stringify(manifest),
    "files/1.png": png,
    "files/1.png.json": JSON.stringify(factsOf(png)),
  };
  const zip = forge(
    Object.entries(files).map(([name, content]) => {
      const bytes = Buffer.from(content);
      return {
        name: `my easel/${name}`,
        data: deflateRawSync(bytes),
        method: 8,
        unpackedBytes: bytes.length,
      };
    }),
  );
  expect(await bringIn(ann, zip)).toMatchObject({ faultCount: 0, counts: { files: 1 } });
});

test("goes on where a worker that was killed has been, and is given up after five", async () => {
  const ann = await world.person();
  const files = Array.from({ length: 25 }, (_, n) => [
    [`files/${String(n).padStart(6, "0")}.png`, png],
    [`files/${String(n).padStart(6, "0")}.png.json`, factsOf(png)],
  ]).flat();
  await give(ann, await zipOf(Object.fromEntries(files)));
  let batches = 0;
  const nothing = async () => {
    throw new TypeError("killed");
  };
  const dies = {
    ...deps,
    imports: {
      ...deps.imports,
      release: nothing,
      batch: async (...args: Parameters<typeof deps.imports.batch>) => {
        if ((batches += 1) === 2) throw new TypeError("killed");
        return await deps.imports.batch(...args);
      },
    },
  };
  await expect(runImports(dies, () => false)).rejects.toThrow("killed");
  expect((await deps.imports.page(ann)).lastImport).toMatchObject({
    state: "running",
    filesDone: 10,
  });
  await sql`update private.import_jobs set lease_expires_at = now() - interval '1 second'`;
  await runImports(deps, () => false);
  expect((await deps.imports.page(ann)).lastImport).toMatchObject({
    ...{ state: "done", filesDone: 25, counts: { files: 25 }, faultCount: 0 },
  });
  expect(await stored(ann.userId)).toHaveLength(25);
  const bob = await world.person();
  await give(bob, await zipOf({}));
  await sql`update private.import_jobs set failures = 5`;
  await runImports(deps, () => false);
  expect((await deps.imports.page(bob)).lastImport).toMatchObject({
    state: "failed",
    problem: "gave_up",
  });
});

test("stops when its owner says so, one at a time, and not for who is suspended", async () => {
  const ann = await world.person();
  await give(ann, await zipOf({}));
  expect(await refusalOf(give(ann, await zipOf({})))).toMatchObject({ code: "limit_reached" });
  const { lastImport } = await deps.imports.page(ann);
  const bob = await world.person();
  expect(await refusalOf(deps.imports.cancel(bob, lastImport?.id ?? ""))).toMatchObject({
    code: "already_finished",
  });
  await deps.imports.cancel(ann, lastImport?.id ?? "");
  expect((await deps.imports.page(ann)).lastImport).toMatchObject({ state: "canceled" });
  await sql`update users set deletes_at = now() + interval '1 day' where id = ${bob.userId}`;
  expect(await refusalOf(give(bob, await zipOf({})))).toMatchObject({ code: "leaving" });
  await sql`update users set suspended_at = now(), deletes_at = null where id = ${bob.userId}`;
  expect(await refusalOf(give(bob, await zipOf({})))).toMatchObject({ code: "suspended" });
  expect((await deps.exportPages.page(bob, "account", null)).rows).toMatchObject([
    { isSuspended: true },
  ]);
});

const lineOf = (request: object) =>
  JSON.stringify({
    ...{ uses: 1, lastUsedAt: time, starredAt: null },
    request: { ...factsOf(png).request, ...request },
  });

test("whatever can't be kept or unpacked is a fault of its own, and the rest comes in", async () => {
  const ann = await world.person();
  const boardId = randomUUID();
  const place = { id: boardId, position: 1 };
  const deep = `${'{"a":'.repeat(7000)}1${"}".repeat(7000)}`;
  const prompts = [
    { prompt: "NUL \0" },
    { prompt: "Half \ud83d" },
    { prompt: "Deep", settings: { a: "deep" } },
    { prompt: "NUL", settings: { shape: ["\0"] } },
    { prompt: `${"a".repeat(199)}😀 and more` },
  ];
  const files: Files = {
    "files/1.png": png,
    "files/1.png.json": factsOf(png, { boards: Array.from({ length: 1000 }, () => place) }),
    "files/2.png": png,
    "files/2.png.json": factsOf(png, { tags: ["a\0b"] }),
    "boards.json": [{ id: boardId, name: "One", coverId: null, createdAt: time }],
    "prompts.jsonl": prompts.map(lineOf).join("\n").replace('"deep"', deep),
  };
  const zip = forge([
    asExport,
    ...Object.entries(files).map(([name, content]) => ({
      name,
      data: Buffer.from(bytesOf(content)),
    })),
    { name: "saved-searches.json", data: Buffer.from("broken"), method: 8, unpackedBytes: 90 },
    { name: "credits/ledger.jsonl", data: deflateRawSync(png), method: 8, unpackedBytes: 9 },
  ]);
  const done = await bringIn(ann, zip);
  expect(done).toMatchObject({ state: "done", counts: { files: 1, boards: 1, prompts: 1 } });
  expect(done.faults.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "saved-searches.json: unreadable",
    "files/2.png: facts",
    "prompts.jsonl, 1: facts",
    "prompts.jsonl, 2: facts",
    "prompts.jsonl, 3: facts",
    "prompts.jsonl, 4: facts",
    "credits/ledger.jsonl: unreadable",
  ]);
  expect(await world.violations()).toEqual([]);
});

test("one that fails holds up no other, waits longer each time, and is given up after five", async () => {
  const [ann, bob] = [await world.person(), await world.person()];
  await give(ann, await zipOf({}));
  await sql`update private.import_jobs set store = 'not here any more'`;
  await give(bob, await zipOf({}));
  const waits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await runImports(deps, () => false);
    const [job] = await sql<{ seconds: number }[]>`
      select round(extract(epoch from lease_expires_at - worked_at))::int as seconds from private.import_jobs`;
    if (job) waits.push(job.seconds);
    await sql`update private.import_jobs set lease_expires_at = '-infinity'`;
  }
  expect((await deps.imports.page(bob)).lastImport).toMatchObject({ state: "done" });
  expect(waits).toEqual([30, 120, 480, 1920]);
  expect((await deps.imports.page(ann)).lastImport).toMatchObject({
    ...{ state: "failed", problem: "gave_up" },
  });
});

test("takes turns with others, and stops between two files", async () => {
  const people = [await world.person(), await world.person()];
  for (const person of people) {
    const files = ["1", "2"].map((name) => [
      [`files/${name}.png`, png],
      [`files/${name}.png.json`, factsOf(png)],
    ]);
    await give(person, await zipOf(Object.fromEntries(files.flat())));
  }
  const turns: string[] = [];
  const batch: typeof deps.imports.batch = async (held, ...rest) => {
    turns.push(held.userId);
    await deps.imports.batch(held, ...rest);
  };
  await runImports({ ...deps, turnMs: 0, imports: { ...deps.imports, batch } }, () => false);
  const [ann, bob] = people.map(({ userId }) => userId);
  expect(turns).toEqual([ann, bob, ann, bob]);
  for (const person of people)
    expect((await deps.imports.page(person)).lastImport).toMatchObject({
      ...{ state: "done", counts: { files: 2 } },
    });
});

test("a zip that was given up while it came leaves nothing in the store", async () => {
  const ann = await world.person();
  const [first, second] = [randomUUID(), randomUUID()];
  const pathOf = (id: string) => `imports/${ann.userId}/${id}.zip`;
  const toDelete = async () =>
    (
      await sql<{ path: string }[]>`
        delete from private.blob_deletions where path like ${pathOf("%")} returning path`
    ).map(({ path }) => path);
  await deps.imports.begin(ann, first, "local", pathOf(first));
  await deps.imports.begin(ann, second, "local", pathOf(second));
  expect(await toDelete()).toEqual([pathOf(first)]);
  await deps.imports.drop(first, "local", pathOf(first));
  expect(await toDelete()).toEqual([pathOf(first)]);
  const paths = [pathOf(first), pathOf(second)];
  const asked = { p_store: "local", p_paths: paths };
  expect(await server.call("find_orphans", asked)).toEqual([pathOf(first)]);
  const known = await createSupabaseMediaRows(world.database).known("local", paths);
  expect(known.map(({ path }) => path)).toEqual([pathOf(second)]);
  await deps.imports.receive(ann, second, 1);
  await deps.imports.drop(second, "local", pathOf(second));
  expect(await toDelete()).toEqual([]);
  await deps.imports.cancel(ann, second);
});

test("a picture that was still being made at an earlier export comes in with a later one", async () => {
  const ann = await world.person();
  const facts = factsOf(png);
  const early = await zipOf({
    "prompts.jsonl": lineOf({ ...facts.request, status: "running", madeCount: 0 }),
  });
  expect(await bringIn(ann, early)).toMatchObject({ faultCount: 0, counts: { prompts: 1 } });
  expect(await bringIn(ann, early)).toMatchObject({ faultCount: 0, counts: { known: 1 } });
  const late = await zipOf({ "files/1.png": png, "files/1.png.json": facts });
  expect(await bringIn(ann, late)).toMatchObject({ faultCount: 0, counts: { files: 1 } });
  const other = factsOf(png, { position: 2 }, { ...facts.request, kind: "edit", outputCount: 2 });
  const lie = await zipOf({ "files/1.png": png, "files/1.png.json": other });
  expect(await bringIn(ann, lie)).toMatchObject({ faults: [{ why: "facts" }] });
  expect(await world.violations()).toEqual([]);
});

test("nothing comes in behind an account that is being deleted", async () => {
  const ann = await world.person();
  await give(ann, await zipOf({}));
  const held = await deps.imports.claim(randomUUID(), 60);
  if (!held) throw new Error("There is no import");
  const uploadId = randomUUID();
  const file = {
    ...{ id: uploadId, width: 1, height: 1, contentType: "image/png", sizeBytes: 1 },
    ...{ sha256: "ab".repeat(32), thumbhash: "AAAA", store: "local" },
    ...{ path: `a/${uploadId}.png`, thumbPath: `a/${uploadId}.webp` },
  };
  const facts = { id: randomUUID(), role: "picture", createdAt: time, frameOf: null };
  const items = [{ part: "uploads", name: "a", why: null, thing: { facts, file } }];
  let deletion: Promise<unknown> | undefined;
  await sql.begin(async (batch) => {
    await batch`select public.import_batch(${held.id}, ${held.leaseToken}, ${batch.json(items)}, 'items 1', 1, 1, 60)`;
    expect(await batch`select from uploads where user_id = ${ann.userId}`).toHaveLength(1);
    deletion = sql`delete from auth.users where id = ${ann.userId}`.execute();
    const waiting = () => sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waiting()).length === 0);
  });
  await deletion;
  for (const table of ["uploads", "imports"])
    expect(await sql`select from ${sql(table)} where user_id = ${ann.userId}`).toEqual([]);
});
