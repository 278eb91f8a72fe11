import { once } from "node:events";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { AppError } from "../errors";
import { createFieldCounter, maxFields } from "./field-counter";
import { checkFields, maxTextLength, readForm } from "./parse-form";
import { spoolFile, type SpooledFile } from "./spooled-file";

/** A form with at most one file. Whoever reads it closes the file. */
export interface FileForm {
  /** The texts alone. */
  form: FormData;
  /** Null where none was chosen. */
  file: SpooledFile | null;
}

/** Of all texts of a form together. */
const maxTextBytes = 1_000_000;
/** Four bytes a letter, at most. */
const maxFieldBytes = 4 * maxTextLength;

/**
 * Reads a form that may bring one file, in the field of that name. The file goes to disk as it comes; what is beyond
 * `maxBytes` is dropped, so that the words that came with it are there to be shown again. Its name is not looked at.
 * Side effect: consumes the body. Errors: those of `readForm` (invalid_input also for a second file, and for one in
 * another field), unavailable.
 */
export async function readFileForm(
  request: Request,
  { field, maxBytes }: { field: string; maxBytes: number },
): Promise<FileForm> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\//i.test(type)) return { form: await readForm(request), file: null };
  const isWithinLimit = createFieldCounter(type);
  if (!isWithinLimit || !request.body) throw new AppError("unsupported_media");
  const reading = openParser(type, field, maxBytes);
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

function openParser(type: string, field: string, maxBytes: number) {
  const form = new FormData();
  let problem: unknown = null;
  let textBytes = 0;
  let coming: BusboyFileStream | null = null;
  let spooling: Promise<SpooledFile | null> | null = null;
  const fail = (error: unknown) => void (problem ??= error);
  const parser = new Busboy({
    headers: { "content-type": type },
    limits: {
      ...{ fields: maxFields, parts: maxFields, files: 2, fileSize: maxBytes },
      ...{ fieldNameSize: 1000, fieldSize: maxFieldBytes, headerPairs: 10 },
    },
  });
  parser.on("field", (name, value, isNameCut, isCut) => {
    textBytes += value.length;
    if (isNameCut || isCut) fail(new AppError("invalid_input"));
    else if (textBytes > maxTextBytes) fail(new AppError("too_large"));
    else form.append(name, value);
  });
  parser.on("file", (name, stream, fileName) => {
    if (name !== field || spooling) {
      stream.resume();
      return fail(new AppError("invalid_input"));
    }
    coming = stream;
    spooling = takeFile(stream, fileName);
    spooling.catch((error: unknown) => {
      fail(error);
      stream.resume();
    });
  });
  for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const)
    parser.on(limit, () => fail(new AppError("invalid_input")));
  parser.on("error", fail);
  const finished = once(parser, "finish");
  finished.catch(() => undefined);

  const throwProblem = () => {
    if (problem) throw problem;
  };
  return {
    async take(chunk: Buffer) {
      throwProblem();
      if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), finished]);
    },
    async end(): Promise<FileForm> {
      parser.end();
      await finished;
      const file = await spooling;
      throwProblem();
      checkFields(form);
      return { form, file };
    },
    /** Nothing of it is kept. */
    async drop() {
      coming?.destroy(new AppError("invalid_input"));
      parser.destroy();
      await spooling?.then((file) => file?.close()).catch(() => undefined);
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
