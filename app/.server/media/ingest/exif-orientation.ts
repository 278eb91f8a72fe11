/** The tag of an IFD that says how a picture is turned (EXIF 3.0, section 4.6.5.1.8), a number from 1 to 8. */
const orientationTag = 0x0112;
const shortType = 3;
const entryBytes = 12;

/**
 * How a picture is turned according to its EXIF data, a TIFF stream with or without `Exif\0\0` in front; 1, upright,
 * where that does not say it. Reads nothing but the first directory.
 */
export function readOrientation(exif: Buffer): number {
  const tiff = exif.toString("latin1", 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif;
  const order = tiff.toString("latin1", 0, 4);
  if (tiff.length < 8 || (order !== "II*\0" && order !== "MM\0*")) return 1;
  const isLittle = order === "II*\0";
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  const last = Math.min(directory + 2 + u16(directory) * entryBytes, tiff.length);
  for (let at = directory + 2; at + entryBytes <= last; at += entryBytes) {
    if (u16(at) !== orientationTag) continue;
    const orientation = u16(at + 2) === shortType ? u16(at + 8) : 1;
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** EXIF data that says this and nothing else: one directory with one entry. */
export function orientationExif(orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010001000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
