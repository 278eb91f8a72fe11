import type { FileBytes } from "../file-bytes-port";
import { createByteCollector } from "./byte-collector";

/** Of what a picture can be made: coded pictures and their arrangement (ISO/IEC 23008-12, section 6.6, and AVIF). */
const pictureItems = new Set(["av01", "hvc1", "grid", "iden", "iovl"]);
const maxBoxes = 10_000;

/**
 * An AVIF or HEIC in which no item but pictures is to be found: EXIF, XMP and whatever else is described, which a
 * decoder would read and unfold, becomes free space, so that nothing moves. How the picture is turned is told by its
 * properties, which stay. Throws for more than 10,000 boxes.
 */
export function stripHeif(file: FileBytes): Buffer<ArrayBuffer> {
  const output = createByteCollector(file, 0);
  output.copy(0, file.length);
  const stripped = output.end();
  let boxes = 0;

  /** Does this for each box between two places, as far as whole ones are there. */
  function forEachBox(
    from: number,
    to: number,
    work: (type: string, content: number, end: number, at: number) => void,
  ) {
    for (let at = from; at + 8 <= to;) {
      boxes += 1;
      if (boxes > maxBoxes) throw new RangeError("Too many boxes");
      const short = stripped.readUInt32BE(at);
      const isLong = short === 1 && at + 16 <= to;
      const size = isLong
        ? Number(stripped.readBigUInt64BE(at + 8))
        : short === 0
          ? to - at
          : short;
      const head = isLong ? 16 : 8;
      if (size < head || at + size > to) return;
      work(stripped.toString("latin1", at + 4, at + 8), at + head, at + size, at);
      at += size;
    }
  }

  forEachBox(0, stripped.length, (type, meta, endOfMeta) => {
    if (type !== "meta") return;
    forEachBox(meta + 4, endOfMeta, (type, list, endOfList) => {
      if (type !== "iinf" || list >= endOfList) return;
      const countBytes = stripped[list] === 0 ? 2 : 4;
      forEachBox(list + 4 + countBytes, endOfList, (type, item, end, at) => {
        if (type !== "infe" || pictureItems.has(itemType(stripped.subarray(item, end)))) return;
        stripped.write("free", at + 4, "latin1");
        stripped.fill(0, item, end);
      });
    });
  });
  return stripped;
}

/** Version, number of the item in two or four bytes, protection, type. */
function itemType(item: Buffer): string {
  const at = item[0] === 3 ? 10 : 8;
  return item.toString("latin1", at, at + 4);
}
