import type { BusboyFileStream } from "@fastify/busboy";
import { AppError } from "../errors";
import type { Entrance } from "./file-entrance";
import { checkFields } from "./parse-form";
import type { SpooledFile, spoolFile } from "./spooled-file";

/** A form with at most one file in a field. Whoever reads it closes it. */
export interface FileForm {
  /** The texts alone. */
  form: FormData;
  /** By the field's name, where one was chosen. */
  files: ReadonlyMap<string, SpooledFile>;
  /** Why the other files were not taken; null: all of them are here. */
  refused: AppError | null;
  close(): Promise<void>;
}

/** Of all texts of a form together. */
export const maxTextBytes = 1_000_000;

export function withFiles(
  form: FormData,
  files: FileForm["files"],
  refused: FileForm["refused"],
): FileForm {
  return {
    form,
    files,
    refused,
    async close() {
      for (const file of files.values()) await file.close();
    },
  };
}

/** Puts a form together out of its parts, as they come. */
export function collectParts(
  fields: readonly string[],
  entrance: Entrance,
  spool: typeof spoolFile,
) {
  const { fail, failed, throwProblem } = catchProblem();
  const texts = collectTexts(fail);
  const spooling = new Map<string, Promise<SpooledFile | null>>();
  const files = new Map<string, SpooledFile>();
  let coming: BusboyFileStream | null = null;

  function addFile(name: string, stream: BusboyFileStream, fileName: string) {
    const isWanted = fields.includes(name) && !spooling.has(name);
    const file = isWanted
      ? takeFile(stream, fileName, entrance, spool)
      : Promise.reject(new AppError("invalid_input"));
    if (isWanted) spooling.set(name, file);
    coming = stream;
    // Also where nobody reads it.
    stream.on("error", fail);
    file.then(
      (spooled) => spooled && files.set(name, spooled),
      (error: unknown) => {
        fail(error);
        stream.resume();
      },
    );
  }

  async function take(): Promise<FileForm> {
    throwProblem();
    checkFields(texts.form);
    if (files.size > 0 && !(await entrance.arrive())) await closeFiles();
    return withFiles(texts.form, files, entrance.refused());
  }

  async function closeFiles() {
    for (const file of files.values()) await file.close();
    files.clear();
  }

  return {
    addText: texts.add,
    addFile,
    fail,
    failed,
    throwProblem,
    stop: () => void coming?.destroy(new AppError("invalid_input")),
    async end(): Promise<FileForm> {
      await Promise.all(spooling.values());
      return await take();
    },
    /** Does not wait for what is still coming. */
    endHere: take,
    async close() {
      for (const file of spooling.values())
        await file.then((spooled) => spooled?.close()).catch(() => undefined);
    },
  };
}

/** Keeps the first problem for whoever asks next, and tells whoever waits. */
function catchProblem() {
  let problem: unknown = null;
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  return {
    failed,
    fail(error: unknown) {
      problem ??= error;
      reject(problem);
    },
    throwProblem() {
      if (problem) throw problem;
    },
  };
}

function collectTexts(fail: (error: unknown) => void) {
  const form = new FormData();
  let textBytes = 0;
  return {
    form,
    add(name: string, value: string, isNameCut: boolean, isCut: boolean) {
      textBytes += value.length;
      if (isNameCut || isCut) fail(new AppError("invalid_input"));
      else if (textBytes > maxTextBytes) fail(new AppError("too_large"));
      else form.append(name, value);
    },
  };
}

/**
 * Null: there is none, or it is refused. Browsers send a field without a choice as a file of no bytes and without a
 * name.
 */
async function takeFile(
  stream: BusboyFileStream,
  fileName: string,
  entrance: Entrance,
  spool: typeof spoolFile,
): Promise<SpooledFile | null> {
  const pieces = admitted(stream, fileName !== "", entrance);
  const file = await spool(pieces, () => stream.truncated);
  if (file.sizeBytes > 0 || (fileName && !entrance.refused())) return file;
  await file.close();
  return null;
}

/** What of a file may come in: all of it or nothing. One without a name is one once there are bytes. */
async function* admitted(stream: BusboyFileStream, isNamed: boolean, { admit }: Entrance) {
  let isIn = isNamed ? await admit() : null;
  for await (const piece of stream) {
    isIn ??= await admit();
    if (isIn) yield piece as Buffer;
  }
}
