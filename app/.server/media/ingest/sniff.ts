export type SniffedType =
  | "image/png"
  | "image/jpeg"
  | "image/webp"
  | "image/avif"
  | "image/gif"
  | "video/mp4";

const mp4Brands = new Set([
  "isom",
  "iso2",
  "iso3",
  "iso4",
  "iso5",
  "iso6",
  "mp41",
  "mp42",
  "avc1",
  "dash",
  "M4V ",
]);

/**
 * Tells what a file is by its first bytes, never by a name or a header. Null for everything that Easel does not take.
 */
export function sniffMediaType(bytes: Uint8Array): SniffedType | null {
  const head = latin1(bytes, 0, 16);
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  if (head.slice(4, 8) === "ftyp") return sniffBaseMedia(bytes);
  return null;
}

/**
 * ISO base media (AVIF, MP4, and much else) lists its brands in the first box: size, `ftyp`, major, version, compatible
 * …
 */
function sniffBaseMedia(bytes: Uint8Array): "image/avif" | "video/mp4" | null {
  if (bytes.length < 16) return null;
  const boxSize = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const listed = latin1(bytes, 16, Math.min(boxSize, 256)).match(/.{4}/gs) ?? [];
  const brands = [latin1(bytes, 8, 12), ...listed];
  if (brands.includes("avif")) return "image/avif";
  const isPicture = brands.some((brand) => /^(?:mif1|msf1|hei[cmsx]|hev[cmsx])$/.test(brand));
  return !isPicture && brands.some((brand) => mp4Brands.has(brand)) ? "video/mp4" : null;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
