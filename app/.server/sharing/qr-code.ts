import { encode } from "uqr";

/** A QR code as one path of squares of side 1, for an SVG of `side` × `side`. */
export interface QrCode {
  side: number;
  path: string;
}

/** ISO/IEC 18004 wants so much light around it. */
const quietModules = 4;

/** The QR code of a text, with error correction that bears a smudge. Pure. */
export function drawQrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: "M", border: quietModules });
  const rows = data.map((row, y) =>
    [...runsOf(row)].map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`).join(""),
  );
  return { side: size, path: rows.join("") };
}

/** Where dark modules begin in a row, and how many they are. */
function* runsOf(row: readonly boolean[]): Generator<[at: number, length: number]> {
  for (let at = 0; at < row.length; at += 1) {
    if (!row[at]) continue;
    const begin = at;
    while (row[at]) at += 1;
    yield [begin, at - begin];
  }
}
