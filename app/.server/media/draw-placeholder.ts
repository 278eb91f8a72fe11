import sharp from "sharp";
import { thumbHashToRGBA } from "thumbhash";

const longestSide = 8;
const maxKept = 5000;

/**
 * Makes what draws stand-ins for pictures that have not come yet: a data URL of some 120 characters from a base64
 * thumbhash, which browsers blur when they scale it up. One that is seen through gets squares, which stay in sight
 * behind it. Kept in memory for the next page. Null when the text is no thumbhash.
 */
export function createPlaceholders() {
  const made = new Map<string, Promise<string | null>>();
  return (thumbhash: string): Promise<string | null> => {
    const known = made.get(thumbhash);
    if (known) return known;
    const url = draw(Buffer.from(thumbhash, "base64"));
    if (made.size >= maxKept) made.clear();
    made.set(thumbhash, url);
    // What failed is tried again.
    url.catch(() => made.delete(thumbhash));
    return url;
  };
}

/** Gray squares of one size, however large they are shown. */
const squares = `data:image/svg+xml,${encodeURIComponent(
  "<svg xmlns='http://www.w3.org/2000/svg'><pattern id='a' width='16' height='16' patternUnits='userSpaceOnUse'><path d='M0 0h8v16h8V8H0z' fill='gray' opacity='.3'/></pattern><rect width='100%' height='100%' fill='url(#a)'/></svg>",
)}`;

/** A thumbhash says so in the last bit of its third byte. */
const isSeenThrough = (thumbhash: Buffer) => (thumbhash[2] ?? 0) >= 128;

/** Lossy WebP has a quarter of the bytes of a PNG, and what it loses nobody sees in a blur. */
async function draw(thumbhash: Buffer): Promise<string | null> {
  if (thumbhash.length < 5) return null;
  if (isSeenThrough(thumbhash)) return squares;
  const { w: width, h: height, rgba } = thumbHashToRGBA(thumbhash);
  const small = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize({ width: longestSide, height: longestSide, fit: "inside" })
    .webp({ quality: 40 })
    .toBuffer();
  return `data:image/webp;base64,${small.toString("base64")}`;
}
