import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { RandomAccessReader } from "yauzl";

/** Opens the bytes from `start` to before `end`. */
export type ReadRange = (start: number, end: number) => Promise<Readable>;

/** Of what is read in small pieces so much is asked for at once. */
const windowBytes = 64 * 1024;
/** The same where one piece follows the other: the list of files may be megabytes long. */
const nextWindowBytes = 1024 * 1024;

/** A zip that is read by ranges, for yauzl. Errors: those of `read`. */
export function createRangeReader(sizeBytes: number, read: ReadRange): RandomAccessReader {
  return new RangeReader(sizeBytes, read);
}

class RangeReader extends RandomAccessReader {
  readonly #sizeBytes: number;
  readonly #read: ReadRange;
  #window = { start: 0, bytes: Buffer.alloc(0) };

  constructor(sizeBytes: number, read: ReadRange) {
    super();
    this.#sizeBytes = sizeBytes;
    this.#read = read;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const read = this.#read;
    async function* bytes() {
      if (start < end) yield* await read(start, end);
    }
    return Readable.from(bytes(), { objectMode: false });
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    void this.#copy(target.subarray(offset), position, length, callback);
  }

  async #copy(
    target: Buffer,
    position: number,
    length: number,
    callback: (error: Error | null) => void,
  ): Promise<void> {
    let problem: Error | null = null;
    try {
      (await this.#fill(position, length)).copy(target);
    } catch (error) {
      problem = error instanceof Error ? error : new Error("It could not be read");
    }
    callback(problem);
  }

  async #fill(position: number, length: number): Promise<Buffer> {
    const end = position + length;
    if (end > this.#sizeBytes) throw new RangeError("It ends before that");
    const { start, bytes } = this.#window;
    if (position < start || end > start + bytes.length) {
      const isNext = bytes.length > 0 && position >= start && position <= start + bytes.length;
      const ahead = position + (isNext ? nextWindowBytes : windowBytes);
      const to = Math.min(this.#sizeBytes, Math.max(end, ahead));
      this.#window = { start: position, bytes: await buffer(await this.#read(position, to)) };
    }
    const from = position - this.#window.start;
    return this.#window.bytes.subarray(from, from + length);
  }
}
