import { once } from "node:events";
import { Busboy } from "@fastify/busboy";
import { AppError } from "../errors";
import { createFieldCounter, maxFields } from "./field-counter";
import { type Admission, type Entrance, openEntrance } from "./file-entrance";
import { collectParts, type FileForm, maxTextBytes, withFiles } from "./form-parts";
import { maxTextLength, readForm } from "./parse-form";
import { spoolFile } from "./spooled-file";

interface FileFields {
  fields: readonly string[];
  maxBytes: number;
  admission: Admission;
  /** Where files go as they come. Left out: to a disk of this machine. */
  spool?: typeof spoolFile;
  /** How long words are waited for that come behind a refused file. */
  patience?: Patience;
}

interface Patience {
  /** All in all, from the start of the body. */
  wholeMs: number;
  /** For the next piece of it. */
  pieceMs: number;
}

/** Short of the time that a whole request has. Who sends nothing more waits for the answer. */
const defaultPatience: Patience = { wholeMs: 110_000, pieceMs: 5_000 };

/** Four bytes a letter, at most. */
const maxFieldBytes = 4 * maxTextLength;

/**
 * Reads a form that may bring files, one in each field of these names. A file is admitted before it is read, or else
 * dropped, with all that follow it, so that the words that came with it are there to be shown again: also those that
 * come behind it, for as long as its sender goes on sending. It goes to disk as it comes; what is beyond `maxBytes` is
 * dropped. Its name is not looked at. Files for which there is no turn once all are there are dropped too. Side effect:
 * consumes the body. Errors: those of `readForm` (invalid_input also for a second file in a field, and for one in
 * another field), unavailable.
 */
export async function readFileForm(request: Request, options: FileFields): Promise<FileForm> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\//i.test(type)) return withFiles(await readForm(request), new Map(), null);
  const isWithinLimit = createFieldCounter(type);
  if (!isWithinLimit || !request.body) throw new AppError("unsupported_media");
  const entrance = openEntrance(options.admission);
  const reading = openParser(type, options, entrance);
  const body = request.body.getReader();
  const patience = openPatience(options.patience ?? defaultPatience, () => {
    body.cancel().catch(() => undefined);
  });
  try {
    entrance.onRefusal(patience.begin);
    // No texts are as long.
    if (Number(request.headers.get("content-length") ?? 0) > maxTextBytes) await entrance.begin();
    for (let next = await body.read(); !next.done; next = await body.read()) {
      patience.goOn();
      if (!isWithinLimit(next.value)) throw new AppError("invalid_input");
      const { buffer, byteOffset, byteLength } = next.value;
      await reading.take(Buffer.from(buffer, byteOffset, byteLength));
    }
    return await (patience.isOver() ? reading.endHere() : reading.end());
  } catch (cause) {
    await reading.drop();
    throw cause instanceof AppError ? cause : new AppError("invalid_input", { cause });
  } finally {
    patience.end();
  }
}

/** Calls `onEnd` once, when what is waited for after `begin` has taken too long. */
function openPatience({ wholeMs, pieceMs }: Patience, onEnd: () => void) {
  const startedAt = performance.now();
  let timers: NodeJS.Timeout[] = [];
  let isOver = false;
  const end = () => {
    for (const timer of timers) clearTimeout(timer);
  };
  const giveUp = () => {
    end();
    isOver = true;
    onEnd();
  };
  return {
    begin() {
      const leftMs = startedAt + wholeMs - performance.now();
      timers = [setTimeout(giveUp, leftMs), setTimeout(giveUp, pieceMs)];
    },
    goOn() {
      if (!isOver) timers.at(-1)?.refresh();
    },
    isOver: () => isOver,
    end,
  };
}

function openParser(
  type: string,
  { fields, maxBytes, spool = spoolFile }: FileFields,
  entrance: Entrance,
) {
  const parts = collectParts(fields, entrance, spool);
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
    /** With what came so far. */
    async endHere(): Promise<FileForm> {
      parts.stop();
      parser.destroy();
      return await parts.endHere();
    },
    /** Nothing of it is kept. */
    async drop() {
      parts.stop();
      parser.destroy();
      await parts.close();
    },
  };
}
