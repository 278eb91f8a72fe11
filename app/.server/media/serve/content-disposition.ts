import { extensionOf, thumbContentType } from "~/.server/media/stores/paths";
import type { MediaFile, MediaVariant } from "../files-port";

/** With the end of the id and the extension this stays under the 255 bytes that a file name may have, in any script. */
const maxNameCharacters = 48;

/**
 * What a file is called, after its prompt: `a-lighthouse-at-dusk-3f9a2c.png`. Letters, marks and digits of every script
 * stay, all else becomes a dash; the end of the id tells the pictures of one prompt apart.
 */
export function fileName(file: MediaFile, variant: MediaVariant = "original"): string {
  return `${slug(file.prompt) || "easel"}-${ending(file, variant)}`;
}

function ending({ id, contentType }: MediaFile, variant: MediaVariant): string {
  return `${id.slice(-6)}.${extensionOf(variant === "thumb" ? thumbContentType : contentType)}`;
}

/** The `Content-Disposition` of a file: plain `filename` and `filename*` (RFC 6266, RFC 8187). */
export function contentDisposition(
  as: "inline" | "attachment",
  file: MediaFile,
  variant: MediaVariant,
): string {
  const name = fileName(file, variant);
  const plainWords = slug(
    slug(file.prompt)
      .normalize("NFKD")
      .replace(/[^\x20-\x7e]/g, ""),
  );
  const plainName = `${plainWords || "easel"}-${ending(file, variant)}`;
  const extended = name === plainName ? "" : `; filename*=UTF-8''${encodeExtended(name)}`;
  return `${as}; filename="${plainName}"${extended}`;
}

function slug(text: string): string {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  let name = "";
  for (const word of words) {
    const longer = name ? `${name}-${word}` : word;
    if (Array.from(longer).length > maxNameCharacters) break;
    name = longer;
  }
  return (
    name ||
    Array.from(words[0] ?? "")
      .slice(0, maxNameCharacters)
      .join("")
  );
}

/** `encodeURIComponent` leaves four characters that RFC 8187 wants encoded. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}
