import {
  exportFolders,
  exportPaths,
  exportVersion,
  type ExportedItem,
  type ExportManifest,
  type ExportPart,
  type ExportRow,
} from "~/domain/export-format";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../../account/port";
import type { ModelRegistry } from "../../ai/port";
import { AppError } from "../../errors";
import type { MediaFile, MediaFiles } from "../../media/files-port";
import type { Turns } from "../../media/turns-port";
import type { MediaVault, ZipEntry } from "../../media/vault-port";
import type { ExportPages } from "../../takeout/port";
import { ledgerTable, readme } from "./export-texts";
import { missingText, missingWords, openOrMiss, type Misses } from "./open-or-miss";

export interface ExportDeps {
  exportPages: ExportPages;
  mediaFiles: Pick<MediaFiles, "find">;
  vault: Pick<MediaVault, "open" | "nameOf" | "zip">;
  models: Pick<ModelRegistry, "find">;
  accounts: Pick<Accounts, "takePersonLimit">;
  exportTurns: Turns;
  now(): Date;
}

/**
 * Everything that the viewer has in one zip, as it is read, in the format of `docs/export-format.md`: also what is
 * recent or in the trash, and for people who are suspended too. What can't be had is told in it. Holds one open file
 * and one page of the database at a time, however much there is and however slowly it is taken; a session that ends
 * meanwhile breaks it off. Errors: rate_limited, signed_out, unavailable.
 */
export async function exportEverything(
  deps: ExportDeps,
  viewer: Viewer,
): Promise<ReadableStream<Uint8Array>> {
  const end = deps.exportTurns.begin(viewer.userId);
  try {
    await deps.accounts.takePersonLimit("export", viewer);
    const { rows } = await deps.exportPages.page(viewer, "account", null);
    const [account] = rows;
    if (!account) throw new AppError("signed_out");
    return deps.vault.zip(entriesOf(deps, viewer, account), end);
  } catch (error) {
    end();
    throw error;
  }
}

async function* entriesOf(
  deps: ExportDeps,
  viewer: Viewer,
  account: ExportManifest["account"],
): AsyncGenerator<ZipEntry> {
  const modifiedAt = deps.now();
  const entry = (name: string, body: ZipEntry["body"]): ZipEntry => ({ name, modifiedAt, body });
  const rows = <Part extends ExportPart>(part: Part) => rowsOf(deps, viewer, part);
  const named = <Request extends { model: string }>(request: Request) => ({
    ...request,
    modelName: deps.models.find(request.model)?.name ?? null,
  });
  const manifest: ExportManifest = {
    format: "easel-export",
    version: exportVersion,
    exportedAt: modifiedAt.toISOString(),
    account,
  };
  const misses: Misses & { asked: number } = { missing: [], unreachable: 0, asked: 0 };
  yield entry(exportPaths.manifest, texts(`${JSON.stringify(manifest, null, 2)}\n`));
  yield entry(exportPaths.readme, texts(readme));
  const [picture] = (await deps.exportPages.page(viewer, "picture", null)).rows;
  if (picture) yield entry(exportPaths.picture, bytes(Buffer.from(picture.webp, "base64")));
  yield entry(exportPaths.boards, jsonArray(rows("boards")));
  yield entry(exportPaths.searches, jsonArray(rows("searches")));
  yield* itemsOf(deps, viewer, named, misses);
  yield entry(
    exportPaths.prompts,
    jsonLines(rows("prompts"), (row) => ({ ...row, request: named(row.request) })),
  );
  yield entry(exportPaths.ledgerTable, ledgerTable(rows("ledger")));
  yield entry(exportPaths.ledger, jsonLines(rows("ledger")));
  yield entry(exportPaths.receipts, jsonLines(rows("receipts")));
  yield entry(exportPaths.earlier, jsonLines(rows("earlier")));
  if (misses.missing.length === 0) return;
  const told = misses.missing.map((each) => ({ ...each, why: missingWords[each.why] }));
  yield entry(exportPaths.missing, texts(`${JSON.stringify(told, null, 2)}\n`));
  yield entry(exportPaths.missingText, missingText(misses, misses.asked));
}

/** Each file with its facts beside it. What something is made from comes before it. */
async function* itemsOf(
  deps: ExportDeps,
  viewer: Viewer,
  named: <Request extends { model: string }>(request: Request) => Request,
  misses: Misses & { asked: number },
): AsyncGenerator<ZipEntry> {
  for await (const { item, ...place } of rowsOf(deps, viewer, "items")) {
    misses.asked += 1;
    const facts = item.what === "file" ? { ...item, request: named(item.request) } : item;
    const file = fileOf(item, place);
    const opened = await openOrMiss(deps, viewer, item.id, file, misses);
    if (!opened) continue;
    // The number keeps every name unique, and none is one that a system has reserved.
    const number = String(misses.asked).padStart(6, "0");
    const name = `${exportFolders[item.what]}${number}-${deps.vault.nameOf(file)}`;
    const modifiedAt = new Date(item.createdAt);
    try {
      yield { name, modifiedAt, body: opened.body };
    } finally {
      opened.body.destroy();
    }
    yield { name: `${name}.json`, modifiedAt, body: texts(`${JSON.stringify(facts, null, 2)}\n`) };
  }
}

function fileOf(
  item: ExportedItem,
  place: Pick<ExportRow<"items">, "id" | "store" | "path" | "thumbPath">,
): MediaFile {
  const { contentType, sizeBytes, sha256 } = item;
  const prompt = item.what === "file" ? item.request.prompt : item.role;
  return { ...place, contentType, sizeBytes, sha256, prompt };
}

/** All rows of one part, a page at a time. */
async function* rowsOf<Part extends ExportPart>(
  { exportPages }: ExportDeps,
  viewer: Viewer,
  part: Part,
): AsyncGenerator<ExportRow<Part>> {
  let after: string | null = null;
  do {
    const page: { rows: ExportRow<Part>[]; next: string | null } = await exportPages.page(
      viewer,
      part,
      after,
    );
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

async function* texts(...all: string[]): AsyncGenerator<string> {
  yield* all;
}

async function* bytes(all: Uint8Array): AsyncGenerator<Uint8Array> {
  yield all;
}

async function* jsonArray(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = "[";
  for await (const row of rows) {
    yield `${separator}\n${JSON.stringify(row)}`;
    separator = ",";
  }
  yield separator === "[" ? "[]\n" : "\n]\n";
}

async function* jsonLines<Row>(
  rows: AsyncIterable<Row>,
  shown: (row: Row) => unknown = (row) => row,
): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(shown(row))}\n`;
}
