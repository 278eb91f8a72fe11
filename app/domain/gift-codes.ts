import { z } from "zod";

/** Crockford's base 32: no letter that is taken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Five bits each: a hundred random bits are found by no guessing. */
export const giftCodeLength = 20;

/** As people get it: `7K3QX-…`, four groups of five. `bits` are at least 100. Pure. */
export function spellGiftCode(bits: Uint8Array): string {
  let number = 0n;
  for (const byte of bits) number = (number << 8n) | BigInt(byte);
  const letters = Array.from(
    { length: giftCodeLength },
    (_, place) => alphabet[Number((number >> BigInt(place * 5)) & 31n)] ?? "",
  );
  return letters.join("").replace(/(.{5})(?=.)/g, "$1-");
}

/**
 * The one spelling of a code that somebody typed or pasted: without spaces and dashes, letters in upper case, O as 0, I
 * and L as 1. Null for what no code can be. Pure.
 */
export function readGiftCode(typed: string): string | null {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]+/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const isCode =
    letters.length === giftCodeLength &&
    Array.from(letters).every((each) => alphabet.includes(each));
  return isCode ? letters : null;
}

const codeWords = "A code has 20 letters and numbers, in groups like 7K3QX.";

/** What somebody types to get a code's credits. */
export const giftCodeForm = z.object({
  code: z.string(codeWords).transform((typed, context) => {
    const code = readGiftCode(typed);
    if (code !== null) return code;
    context.addIssue({ code: "custom", message: codeWords });
    return z.NEVER;
  }),
});
export type GiftCodeForm = z.input<typeof giftCodeForm>;
