import { DOMParser } from "@xmldom/xmldom";
import exifr from "exifr";

/**
 * The XMP inside a file, found without what wrote it: exifr for PNG and JPEG, the RIFF chunks for WebP, the top-level
 * boxes for MP4.
 */
export async function readXmp(file: Uint8Array): Promise<string> {
  const xmp = isWebp(file)
    ? xmpChunk(file)
    : isMp4(file)
      ? xmpBoxes(file)[0]
      : await xmpByExifr(file);
  if (!xmp) throw new Error("The file carries no XMP");
  return xmp;
}

/** The text of one XMP property, through a strict XML parser; null when it is missing. */
export function xmpProperty(xmp: string, namespace: string, name: string): string | null {
  const onError = (level: "warning" | "error" | "fatalError", message: string): void => {
    if (level !== "warning") throw new Error(message);
  };
  const document = new DOMParser({ onError }).parseFromString(xmp, "text/xml");
  const found = document.getElementsByTagNameNS(namespace, name);
  if (found.length > 1) throw new Error(`${name} is there ${found.length} times`);
  return found[0]?.textContent ?? null;
}

export const iptcExt = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
export const dublinCore = "http://purl.org/dc/elements/1.1/";
export const xmpBasic = "http://ns.adobe.com/xap/1.0/";

async function xmpByExifr(file: Uint8Array): Promise<string | null> {
  const everything: unknown = await exifr.parse(file, {
    xmp: { parse: false },
    mergeOutput: false,
    tiff: false,
  });
  if (typeof everything !== "object" || everything === null || !("xmp" in everything)) return null;
  // Of a PNG, exifr gives the whole chunk, its keyword first.
  return typeof everything.xmp === "string"
    ? everything.xmp.slice(everything.xmp.indexOf("<?xpacket"))
    : null;
}

function isWebp(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(8, 12)).toString("latin1") === "WEBP";
}

function xmpChunk(file: Uint8Array): string | null {
  const bytes = Buffer.from(file);
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(offset + 4);
    if (bytes.toString("latin1", offset, offset + 4) === "XMP ")
      return bytes.toString("utf8", offset + 8, offset + 8 + size);
    offset += 8 + size + (size % 2);
  }
  return null;
}

const isMp4 = (file: Uint8Array) => Buffer.from(file.subarray(4, 8)).toString("latin1") === "ftyp";

/** Every XMP packet in a top-level box of an MP4, in order. */
export function xmpBoxes(file: Uint8Array): string[] {
  const bytes = Buffer.from(file);
  const found: string[] = [];
  for (let offset = 0, size = 0; offset + 8 <= bytes.length; offset += size) {
    size = bytes.readUInt32BE(offset);
    const type = bytes.toString("hex", offset + 4, offset + 24);
    if (type === "75756964be7acfcb97a942e89c71999491e3afac")
      found.push(bytes.toString("utf8", offset + 24, offset + size));
  }
  return found;
}
