import { rgbaToDataURL, thumbHashToRGBA } from "thumbhash";
import type { MediaTileView } from "~/domain/views";

const longestSide = 8;
const maxKept = 5000;
const made = new Map<string, string>();

/** A media row as tiles show it: with a stand-in until the picture has come. */
export function showMedia<Tile extends MediaTileView>(media: Tile) {
  return { ...media, placeholder: placeholderOf(media.thumbhash) };
}

/**
 * A tiny picture as a data URL of some 400 characters, from a base64 thumbhash: browsers blur it when they scale it up.
 * Kept in memory for the next page. Null when the text is no thumbhash.
 */
export function placeholderOf(thumbhash: string): string | null {
  const known = made.get(thumbhash);
  if (known) return known;
  const bytes = Buffer.from(thumbhash, "base64");
  if (bytes.length < 5) return null;
  const url = shrink(thumbHashToRGBA(bytes));
  if (made.size >= maxKept) made.clear();
  made.set(thumbhash, url);
  return url;
}

function shrink({ w, h, rgba }: { w: number; h: number; rgba: Uint8Array }): string {
  const scale = longestSide / Math.max(w, h);
  const width = Math.max(1, Math.round(w * scale));
  const height = Math.max(1, Math.round(h * scale));
  const small = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from =
        (Math.floor(((y + 0.5) * h) / height) * w + Math.floor(((x + 0.5) * w) / width)) * 4;
      small.set(rgba.subarray(from, from + 4), (y * width + x) * 4);
    }
  }
  return rgbaToDataURL(width, height, small);
}
