import { colorWords } from "./color.ts";

/** Words that say nothing by themselves where they stand between others. */
export const fillers =
  "the|this|that|these|those|its|it|of|some|a|an|all|any|my|our|your|to|with|in|on|for|by|overall|whole|entire|picture|image|photo|photograph|whole thing|bit|really|quite|more of";

const the = `(?: (?:${fillers}))*`;
const color = colorWords.toSorted((a, b) => b.length - a.length).join("|");
const shape =
  "square|\\d+(?:\\.\\d+)?[:x]\\d+(?:\\.\\d+)?|\\d+ (?:by|to) \\d+|widescreen|wide screen|cinemascope|cinema|panoramic|panorama|portrait|landscape|story";

/** What stands in `<…>` in a phrase. Each but `it` begins after a word and swallows the space before it. */
const parts: Readonly<Record<string, string>> = {
  the,
  more: `(?:more|extra|additional|higher|stronger|increase|increased|increasing|raise|raised|boost|boosted|add|added|adding|enhance|enhanced|strengthen|turn up|bump up|bump|push|bring up|intensify|deepen|with more)`,
  less: `(?:less|lower|lowered|reduce|reduced|reducing|decrease|decreased|weaker|weaken|fewer|turn down|bring down|drop|tone down|dial down|with less|not so much)`,
  remove: `(?:remove|removed|removing|get rid|take out|take away|take off|clean up|clean|drop|delete|erase|without|no|fix|correct|kill)`,
  it: `(?:it|this|that|everything|all|the (?:picture|image|photo|photograph|whole thing)|picture|image|photo)`,
  add: `(?:add|added|adding|put|apply|with|give it|give|make|draw|create|use|include|insert|turn on|let there be|let it)`,
  make: `(?:make|turn|convert|change|transform|render|redo|recolor|recolour|recreate|style|show|draw|paint)`,
  as: `(?: (?:into|to|as|like|in|look like|look|looks like|be|appear|a|an|the))*`,
  effect: `(?: (?:effect|look|style|filter|mode|vibe|feel|feeling|version|treatment|art|tone|tones|finish))*`,
  color: `(?<color>${color})`,
  other: `(?<other>${color})`,
  shape: `(?<shape>${shape})`,
  degrees: `(?<degrees>\\d+(?:\\.\\d+)?)(?: (?:°|degrees?|deg))?`,
  turn: `(?<turn>counter clockwise|counterclockwise|anti clockwise|anticlockwise|clockwise|left|right)`,
  place: `(?<place>sky|background|backdrop|subject|foreground)`,
  side: `(?<side>left|right|top|bottom)`,
  percent: `(?<percent>\\d+(?:\\.\\d+)?) (?:%|percent|per cent)`,
};

/** A phrase as a regular expression over words with single spaces between and around. */
export function compilePhrase(phrase: string): RegExp {
  const source = phrase.replaceAll(/(?<!\(\?)<([a-z]+)>/g, (_whole, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`No part of a phrase is called ${name}`);
    return part;
  });
  return new RegExp(`(?<= )(?:${source})(?= )`, "g");
}

/** Words that are about the change as such, or about nothing. */
export const plainWords: ReadonlySet<string> = new Set(
  [
    fillers.replaceAll("|", " "),
    "and or but then also plus so just only please kindly can could would will you i we want wants wanted need like",
    "d ll love prefer make makes making made turn turns turned convert converted change changes changed transform give",
    "gives given get gets add adds added adding put apply applied use used using create do does doing let lets be is",
    "are was look looks looking appear feel feels feeling seem keep leave have has having help try set edit edited",
    "editing retouch retouched effect effects filter filters style styles mode version vibe mood treatment finish",
    "into as at from out up down over after afterwards before first second next finally last now here there too very",
    "much lot lots little slightly bit touch hint tad somewhat strongly heavily gently subtle subtly percent",
    "picture pictures image images photo photos photograph shot scene thing things one ones me us not nicely nice",
    "good great beautiful pretty cool-looking better best bring while when where which who whose what how again",
    "it's that's i'd i'll i'm let's both each every if possible maybe perhaps thanks thank hello hi hey kind sort way part parts area areas",
    "light slight strong stronger strongest intense full fully whole completely totally entirely general generally",
  ]
    .join(" ")
    .split(" "),
);

const amountWords = {
  little:
    "just a (?:little bit|little|bit|touch|tad)|a (?:little bit|little|tiny bit|bit|touch|hint|tad|dash|pinch)|little|slightly|slight|subtly|subtle|somewhat|gently|gentle|lightly|light|faintly|faint|mildly|mild|softly|soft|barely|thin|narrow|small|fine",
  lot: "very much|so much|much|a lot|lots|a great deal|very|strongly|strong|heavily|heavy|really|far|way|extremely|super|considerably|significantly|dramatically|dramatic|intensely|intense|hard|plenty|thick|wide|big|huge|massive|completely|totally|deep|deeply",
};
const percentWords =
  "(?:(?:by|to|at|with|of|about|around|roughly) )*(?<percent>\\d+(?:\\.\\d+)?) ?(?:%|percent|per cent)(?: (?:more|less|of))?";

const between = `(?: (?:of|the|a|an|it|with|in|by|and))*`;

interface Around {
  before: RegExp;
  after: RegExp;
}

const around = (words: string): Around => ({
  before: new RegExp(` (?:${words})${between} $`),
  after: new RegExp(`^${between} (?:${words})(?= )`),
});

/** How much, said right before or after what is asked for. */
export const amounts = {
  percent: around(percentWords),
  little: around(amountWords.little),
  lot: around(amountWords.lot),
} as const;

const places = {
  background:
    "background|backdrop|surroundings|everything else|everything around (?:it|them|him|her)",
  subject: "subject|foreground|person|people|face|faces|main thing|main object",
  sky: "sky|skies|heavens",
} as const;
const toPlace =
  "(?: (?:in|of|on|for|to|at|around|behind|with|only|just|the|a|its|is|be|look|parts?|area))*";

/** Where alone, said right before or after what is asked for. */
export const regions = Object.entries(places).map(([region, words]) => ({
  region: region as keyof typeof places,
  names: new RegExp(`^(?:${words})$`),
  before: new RegExp(` (?:${words})${toPlace} $`),
  after: new RegExp(`^${toPlace} (?:${words})(?= )`),
}));

/** Said right before what is not wanted. */
export const negation =
  / (?:no|not|don't|dont|don’t|do not|without|never|avoid|except|minus|instead of)(?: (?:the|a|an|any|it|make|add|be|too|so))* $/;
