import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { fromBufferPromise, validateFileName } from "yauzl";

export interface Unzipped {
  name: string;
  bytes: Buffer;
  isStored: boolean;
}

/** What is in a zip, as a reader sees it that shares no code with what wrote it. Checks names, sizes and sums. */
export async function openZip(bytes: Uint8Array): Promise<Unzipped[]> {
  const zip = await fromBufferPromise(Buffer.from(bytes), {
    strictFileNames: true,
    validateEntrySizes: true,
  });
  const files: Unzipped[] = [];
  for await (const entry of zip.eachEntry()) {
    const problem = validateFileName(entry.fileName);
    if (problem !== null) throw new Error(problem);
    const content = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} has another sum`);
    files.push({
      name: entry.fileName,
      bytes: content,
      isStored: entry.compressionMethod === 0,
    });
  }
  return files;
}
