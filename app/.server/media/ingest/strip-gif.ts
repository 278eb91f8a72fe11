import type { FileBytes } from "../file-bytes-port";
import { createByteCollector } from "./byte-collector";

const headBytes = 13;
const block = { image: 0x2c, extension: 0x21 } as const;
/** How the picture that follows is shown (GIF89a, section 23): the one extension that pictures need. */
const graphicControl = 0xf9;

/** A GIF with its pictures alone: no comments, no texts, no data of applications, nothing behind the end. */
export function stripGif(file: FileBytes): Buffer<ArrayBuffer> {
  const output = createByteCollector(file, 0);
  let at = headBytes + colorTableBytes(file.at(10));
  output.copy(0, at);
  while (at < file.length) {
    output.count();
    const type = file.at(at);
    if (type === block.image) {
      const end = endOfBlocks(file, at + 11 + colorTableBytes(file.at(at + 9)));
      output.copy(at, end);
      at = end;
    } else if (type === block.extension) {
      const end = endOfBlocks(file, at + 2);
      if (file.at(at + 1) === graphicControl) output.copy(at, end);
      at = end;
    } else {
      // The end, or what a decoder has to judge.
      output.copy(at, at + 1);
      break;
    }
  }
  return output.end();
}

/** Three bytes for each color, whose number is a power of two. */
const colorTableBytes = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);

/** Behind the empty block that ends the blocks from `at` on. */
function endOfBlocks(file: FileBytes, from: number): number {
  let at = from;
  while (file.at(at) > 0) at += 1 + file.at(at);
  return Math.min(at + 1, file.length);
}
