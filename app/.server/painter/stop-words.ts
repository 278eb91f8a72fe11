/** Words that name nothing which a picture could show or leave out, in their simplest form. */
const stopWords = new Set(
  [
    "a an the this that these those it its his her their our my your i we you he she they one who whose which what",
    "and or but with of as is are was were be been being am has have having had do does can will would should let",
    "in on at by near over under above below behind beside between before after among across along around through",
    "into from to for toward towards against beyond within inside outside off onto upon out up down away back",
    "left right top bottom middle centre center side edge corner front foreground background far near distance",
    "there here where when while then so very really quite rather too also just only even like such both each every all",
    "some few several many lot more most less other another much any own kind sort piece part bit number group",
    "picture image photo photograph painting drawing illustration artwork art print landscape scenery scene view",
    "show showing shown see seen make made making paint painted draw please want create depict depicting feature",
    "colour color coloured colored light lighting shade shadow tone warm cold cool hot nice beautiful lovely pretty",
    "wonderful gorgeous stunning amazing perfect majestic magnificent idyllic picturesque scenic charming cozy cosy",
    "calm quiet still silent peaceful serene tranquil relaxing lazy wild fresh clear open vast wide endless distant",
    "long short high low deep full empty big large small little tiny tall great huge giant enormous gently softly slowly",
    "flying floating drifting standing resting lying rising setting shining glowing growing moving passing blowing",
    "surrounded covered filled lined lit reflected reflecting rolling early late",
  ]
    .join(" ")
    .split(" "),
);

/** Words after which what was said of one thing is over: `three and a castle` are not three castles. */
const connectives = new Set(
  "and or but with of in on at by near over under above below behind beside between among across along around through into from to for against beyond within".split(
    " ",
  ),
);

export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

export function isConnective(word: string): boolean {
  return word === "" || connectives.has(word);
}
