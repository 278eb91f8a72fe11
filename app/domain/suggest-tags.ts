/** Words that say little of what is in a picture: they are never suggested as tags. */
const dull = new Set(
  [
    "a an the this that these those it its his her their our my your i we you he she they one who whose which what",
    "and or but nor with without of as is are was were be been being am has have having had do does can will would",
    "in on at by near over under above below behind beside between before after among across along around through",
    "into from to for toward towards against beyond within inside outside off onto upon out up down away back",
    "left right top bottom middle center centre side front foreground background there here where when while then so",
    "very really quite rather too also just only even like such both each every all some few several many lot more",
    "most less other another much any own kind not no two three four five six seven eight nine ten",
    "picture image photo photograph photography painting drawing illustration artwork art render rendering style styled",
    "shot view scene high low detailed detail details quality resolution ultra hyper realistic photorealistic",
    "cinematic beautiful lovely pretty nice amazing stunning gorgeous perfect masterpiece best highly",
    "show showing shown see make making made paint painted draw please want create depict depicting",
    "big large small little tiny tall great huge giant enormous long short wide deep full empty old new young",
    "red orange yellow green blue purple violet pink brown black white gray grey golden silver bright dark light pale",
    "warm cold soft hard calm quiet wild fresh clear open vast distant standing sitting lying walking running flying",
    "wearing holding looking covered filled surrounded lit against early late turn into add remove change replace",
  ].flatMap((line) => line.split(" ")),
);

const words =
  typeof Intl.Segmenter === "function" ? new Intl.Segmenter("en", { granularity: "word" }) : null;

const mostSuggested = 6;

/**
 * Up to six words of a prompt that may do as tags, in its order: not those that only join others, praise or
 * color, and none that the file has already (compared without case). Looks at words alone, and knows English best.
 * Pure.
 */
export function suggestTags(prompt: string, present: readonly string[]): string[] {
  const taken = new Set(present.map((tag) => tag.toLowerCase()));
  const found: string[] = [];
  for (const { segment, isWordLike } of words?.segment(prompt.slice(0, 2000)) ?? []) {
    const word = segment.toLowerCase();
    if (found.length === mostSuggested) break;
    if (!isWordLike || taken.has(word) || isDull(word)) continue;
    taken.add(word);
    found.push(word);
  }
  return found;
}

function isDull(word: string): boolean {
  const isTooShort = /^\p{Script=Latin}{1,2}$/u.test(word) || /^\P{L}/u.test(word);
  return isTooShort || dull.has(word) || /^[a-z]{3,}ly$/.test(word) || word.length > 40;
}
