import { once } from "node:events";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { AppError } from "../errors";
import { createFieldCounter, maxFields } from "./field-counter";
import { checkFields, maxTextLength, readForm } from "./parse-form";
import { spoolFile, type SpooledFile } from "./spooled-file";

/** A form with at most one file in a field. Whoever reads it closes it. */
export interface FileForm {
  /** The texts alone. */
  form: FormData;
  /** By the field's name, where one was chosen. */
  files: ReadonlyMap<string, SpooledFile>;
  close(): Promise<void>;
}

/** Of all texts of a form together. */
const maxTextBytes = 1_000_000;
/** Four bytes a letter, at most. */
const maxFieldBytes = 4 * maxTextLength;

/**
 * Reads a form that may bring files, one in each field of these names. A file goes to disk as it comes; what is beyond
 * `maxBytes` is dropped, so that the words that came with it are there to be shown again. Its name is not looked at.
 * Side effect: consumes the body. Errors: those of `readForm` (invalid_input also for a second file in
 * a field, and for one in another field), unavailable.
 */
export async function readFileForm(
  request: Request,
  { fields, maxBytes }: { fields: readonly string[]; maxBytes: number },
): Promise<FileForm> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\//i.test(type)) return withFiles(await readForm(request), new Map());
  const isWithinLimit = createFieldCounter(type);
  if (!isWithinLimit || !request.body) throw new AppError("unsupported_media");
  const reading = openParser(type, fields, maxBytes);
  try {
    for await (const chunk of request.body) {
      if (!isWithinLimit(chunk)) throw new AppError("invalid_input");
      await reading.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
    return await reading.end();
  } catch (cause) {
    await reading.drop();
    throw cause instanceof AppError ? cause : new AppError("invalid_input", { cause });
  }
}

function withFiles(form: FormData, files: ReadonlyMap<string, SpooledFile>): FileForm {
  return {
    form,
    files,
    async close() {
      for (const file of files.values()) await file.close();
    },
  };
}

function openParser(type: string, fields: readonly string[], maxBytes: number) {
  const parts = collectParts(fields);
  const parser = new Busboy({
    headers: { "content-type": type },
    limits: {
      ...{ fields: maxFields, parts: maxFields, files: fields.length + 1, fileSize: maxBytes },
      ...{ fieldNameSize: 1000, fieldSize: maxFieldBytes, headerPairs: 10 },
    },
  });
  parser.on("field", parts.addText);
  parser.on("file", parts.addFile);
  parser.on("error", parts.fail);
  for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const)
    parser.on(limit, () => parts.fail(new AppError("invalid_input")));
  const finished = once(parser, "finish");
  finished.catch(() => undefined);
  return {
    async take(chunk: Buffer) {
      parts.throwProblem();
      if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), finished, parts.failed]);
    },
    async end(): Promise<FileForm> {
      parser.end();
      // A file that cannot be taken any more is never read to its end.
      await Promise.race([finished, parts.failed]);
      return await parts.end();
    },
    /** Nothing of it is kept. */
    async drop() {
      parts.stop();
      parser.destroy();
      await parts.close();
    },
  };
}

/** Puts a form together out of its parts, as they come. */
function collectParts(fields: readonly string[]) {
  const form = new FormData();
  const spooling = new Map<string, Promise<SpooledFile | null>>();
  let coming: BusboyFileStream | null = null;
  let problem: unknown = null;
  let textBytes = 0;
  const failing = Promise.withResolvers<never>();
  failing.promise.catch(() => undefined);
  const fail = (error: unknown) => {
    problem ??= error;
    failing.reject(problem);
  };
  const throwProblem = () => {
    if (problem) throw problem;
  };

  function addText(name: string, value: string, isNameCut: boolean, isCut: boolean) {
    textBytes += value.length;
    if (isNameCut || isCut) fail(new AppError("invalid_input"));
    else if (textBytes > maxTextBytes) fail(new AppError("too_large"));
    else form.append(name, value);
  }

  function addFile(name: string, stream: BusboyFileStream, fileName: string) {
    const isWanted = fields.includes(name) && !spooling.has(name);
    const file = isWanted
      ? takeFile(stream, fileName)
      : Promise.reject(new AppError("invalid_input"));
    if (isWanted) spooling.set(name, file);
    coming = stream;
    // Also where nobody reads it.
    stream.on("error", fail);
    file.catch((error: unknown) => {
      fail(error);
      stream.resume();
    });
  }

  return {
    addText,
    addFile,
    fail,
    failed: failing.promise,
    throwProblem,
    stop: () => void coming?.destroy(new AppError("invalid_input")),
    async end(): Promise<FileForm> {
      const files = new Map<string, SpooledFile>();
      for (const [name, spooled] of spooling) {
        const file = await spooled;
        if (file) files.set(name, file);
      }
      throwProblem();
      checkFields(form);
      return withFiles(form, files);
    },
    async close() {
      for (const file of spooling.values())
        await file.then((spooled) => spooled?.close()).catch(() => undefined);
    },
  };
}

/** Browsers send a field without a choice as a file of no bytes and without a name. */
async function takeFile(stream: BusboyFileStream, fileName: string): Promise<SpooledFile | null> {
  const file = await spoolFile(stream, () => stream.truncated);
  if (file.sizeBytes > 0 || fileName) return file;
  await file.close();
  return null;
}
