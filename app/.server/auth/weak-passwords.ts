import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { type Weakness, weaknessMessages } from "~/domain/passwords";
import { AppError } from "../errors";
import { createBreachCheck } from "./breached-passwords";
import type { PasswordOwner, CheckPassword } from "./port";

/** What people hang on a word to make it a password: digits and signs, no more than this of them. */
const maxAffixLength = 4;
const minPartLength = 3;

/** One character for another, as in "p@ssw0rd". `1` may be an i or an l. */
const homoglyphs: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "8": "b",
  "3": "e",
  "6": "g",
  "!": "i",
  "|": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
  "+": "t",
  "2": "z",
};
const keyboardRows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

let loading: Promise<ReadonlySet<string>> | null = null;

/** Some 110,000 leaked passwords, English words and first names. Loaded at the first question, a list at a time. */
async function loadWords(): Promise<ReadonlySet<string>> {
  const [common, english] = await Promise.all([
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const words = new Set<string>();
  for (const list of [
    common.dictionary["passwords-common"],
    english.dictionary["commonWords-en"],
    english.dictionary["firstnames-en"],
  ]) {
    await yieldToEventLoop();
    for (const word of list) words.add(String(word).toLowerCase());
  }
  return words;
}

/**
 * Why others would guess this password first: it is on a list, in any mix of capitals, look-alikes and up to four
 * digits or signs around it; it repeats itself or runs along the keyboard; or little of it is left without the owner's
 * name and address and the name of this site. Null for one that none of this finds. The time it takes does not depend
 * on the password.
 */
export async function findWeakness(
  password: string,
  { email, name = "" }: PasswordOwner,
  site: string,
): Promise<Exclude<Weakness, "breached"> | null> {
  const words = await (loading ??= loadWords());
  const text = password.normalize("NFKC").toLowerCase();
  if (isOnList(text, words) || isPattern(text)) return "common";
  const rest = withoutParts(text, partsOf([email, name, site, "easel"]));
  return rest.length <= maxAffixLength ? "personal" : null;
}

function isOnList(text: string, words: ReadonlySet<string>): boolean {
  return withoutAffixes(text).some((core) =>
    spellings(core).some((spelling) => words.has(spelling)),
  );
}

/** The text itself, and what is left of it without up to four digits or signs at its ends. */
function withoutAffixes(text: string): string[] {
  const isAffix = /^[^\p{L}]*$/u;
  const cores: string[] = [];
  for (let start = 0; start <= maxAffixLength; start += 1) {
    if (!isAffix.test(text.slice(0, start))) break;
    for (let end = 0; start + end <= maxAffixLength && start + end < text.length; end += 1) {
      if (!isAffix.test(text.slice(text.length - end))) break;
      cores.push(text.slice(start, text.length - end));
    }
  }
  return cores;
}

function spellings(text: string): string[] {
  const plain = text.replaceAll(/[^\p{L}1]/gu, (sign) => homoglyphs[sign] ?? sign);
  return [text, plain.replaceAll("1", "i"), plain.replaceAll("1", "l")];
}

/**
 * A date or another short number, the same few characters again and again, or a walk along the alphabet, the digits or
 * a row of keys.
 */
function isPattern(text: string): boolean {
  if (/^[\d ./-]{1,10}$/.test(text)) return true;
  const characters = [...text];
  const unit = /^(.+?)\1+$/u.exec(text)?.[1];
  if (new Set(characters).size <= 2 || (unit !== undefined && [...unit].length <= maxAffixLength))
    return true;
  const steps = characters.slice(1).filter((next, index) => isStep(characters[index] ?? "", next));
  return steps.length >= (characters.length - 1) * 0.8;
}

function isStep(from: string, to: string): boolean {
  if (Math.abs((to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0)) <= 1) return true;
  return keyboardRows.some(
    (row) =>
      row.includes(from) && row.includes(to) && Math.abs(row.indexOf(from) - row.indexOf(to)) === 1,
  );
}

/** Everything whole, then the words in it, longest first. */
function partsOf(texts: readonly string[]): string[] {
  const lower = texts.map((text) => text.normalize("NFKC").toLowerCase());
  const parts = lower.flatMap((text) => [
    text,
    ...text.split("@"),
    ...text.split(/[^\p{L}\p{N}]+/u),
  ]);
  const long = parts.filter((part) => part.length >= minPartLength);
  return [...new Set(long)].toSorted((a, b) => b.length - a.length);
}

function withoutParts(text: string, parts: readonly string[]): string {
  return spellings(text)
    .map((spelling) => parts.reduce((rest, part) => rest.replaceAll(part, ""), spelling))
    .reduce((shortest, rest) => (rest.length < shortest.length ? rest : shortest), text);
}

export interface PasswordCheckOptions {
  /** The name of this site is part of what makes a password easy to guess. */
  publicOrigin: string;
  /** Where breached passwords are looked up; null: nowhere. */
  breachCheckUrl: string | null;
  fetch: typeof globalThis.fetch;
  log(message: string, facts: Record<string, unknown>): void;
}

/** Refuses passwords that others would guess, each with its reason. */
export function createPasswordCheck({
  publicOrigin,
  breachCheckUrl,
  fetch,
  log,
}: PasswordCheckOptions): CheckPassword {
  const site = new URL(publicOrigin).hostname;
  const isBreached = breachCheckUrl && createBreachCheck({ url: breachCheckUrl, fetch, log });
  return async (password, owner) => {
    const weakness = await findWeakness(password, owner, site);
    const found = weakness ?? (isBreached && (await isBreached(password)) ? "breached" : null);
    if (found)
      throw new AppError("invalid_input", { fields: { password: [weaknessMessages[found]] } });
  };
}
