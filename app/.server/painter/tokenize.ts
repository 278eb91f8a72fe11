/** A word of a prompt, or a mark of punctuation. */
export interface Word {
  /** As it was written; a known phrase is one word. */
  readonly text: string;
  /** In lower case and its simplest form; empty for punctuation. */
  readonly word: string;
  /** Whether it was written in its plural. */
  readonly isPlural: boolean;
}

const phrases: readonly (readonly [RegExp, string])[] = [
  [/golden[\s-]+hour/gi, "goldenhour"],
  [/magic[\s-]+hour/gi, "magichour"],
  [/blue[\s-]+hour/gi, "bluehour"],
  [/late[\s-]+afternoon/gi, "lateafternoon"],
  [/setting[\s-]+sun/gi, "settingsun"],
  [/northern[\s-]+lights?/gi, "northernlight"],
  [/milky[\s-]+way/gi, "milkyway"],
  [/full[\s-]+moon/gi, "fullmoon"],
  [/new[\s-]+moon/gi, "newmoon"],
  [/crescent[\s-]+moon/gi, "crescentmoon"],
  [/clear[\s-]+(?:blue[\s-]+)?sk(?:y|ies)/gi, "clearsky"],
  [/(?:cherry|sakura)[\s-]+(?:blossom|tree)s?/gi, "cherryblossom"],
  [/black[\s-]+and[\s-]+white/gi, "blackandwhite"],
  [
    /snow(?:[\s-]*(?:capped|topped|covered))?[\s-]+(?:mountain|peak|summit|alp)s?/gi,
    "snowpeak mountain",
  ],
  [/snowy[\s-]+(?:mountain|peak|summit|alp)s?/gi, "snowpeak mountain"],
  [/snow[\s-]+(?:capped|topped)/gi, "snowcapped"],
  [/falling[\s-]+snow|snow[\s-]+(?:is[\s-]+)?falling/gi, "snowing"],
  [/hot[\s-]+air[\s-]+balloons/gi, "airballoons"],
  [/hot[\s-]+air[\s-]+balloon/gi, "airballoon"],
  [/palm[\s-]+trees?/gi, "palmtree"],
  [/pine[\s-]+(?:forest|wood)s?/gi, "pineforest"],
];

/** Stand around the number of a phrase that was cut out; nobody types them. */
const [opening, closing] = ["\uE000", "\uE001"];
const pieces = new RegExp(`${opening}(\\d+)${closing}|[\\p{L}\\p{N}]+|[,.;:!?()\\n]`, "gu");

/** Splits a prompt into its words, with known phrases as one, and the punctuation between them. */
export function tokenize(text: string): Word[] {
  const found: Word[] = [];
  let rest = text.normalize("NFKC").replaceAll(/[\uE000\uE001]/g, " ");
  for (const [phrase, word] of phrases)
    rest = rest.replaceAll(phrase, (text) => {
      const isPlural = text.toLowerCase().endsWith("s") && word.endsWith("s");
      return `${opening}${found.push({ text, word: singularize(word), isPlural }) - 1}${closing}`;
    });
  return [...rest.matchAll(pieces)].map(([text, at]) => found[Number(at)] ?? wordOf(text));
}

function wordOf(text: string): Word {
  const plain = text.toLowerCase();
  const word = /[\p{L}\p{N}]/u.test(plain) ? singularize(plain) : "";
  return { text, word, isPlural: word !== plain && word !== "" };
}

/** The simplest form of a word: without the s of a plural. */
export function singularize(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("us"))
    return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(sh|ch|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
