import { type FrameRoom, type FrameWords, hasRoom, roomWords } from "../../domain/frame.ts";
import { type FrameSide as Side } from "../../domain/frame-fields.ts";
import type { PromptReading } from "~/domain/prompt-reading";
import { colorNamed, colorWords } from "./color.ts";
import type { Filling } from "./reframe.ts";
import { unknownPhrases } from "./unknown-phrases.ts";

/** What words say of a larger picture: the sides in percent. */
interface ReadFrame extends FrameWords {
  readonly filling: Filling;
  /** Says what will be done, in order; empty when nothing was understood. */
  readonly says: readonly string[];
  /** What does not go together with the numbers. */
  readonly leftOut: readonly string[];
  readonly unknown: readonly string[];
}

const usualPercent = 25;
const mostPercent = 200;

const sideWords: Readonly<Record<Side, string>> = {
  left: "left",
  right: "right",
  top: "top|above|upper|up|overhead|higher",
  bottom: "bottom|below|lower|underneath|under|down",
};
const colors = colorWords.toSorted((a, b) => b.length - a.length).join("|");
const percent = String.raw`(?:by |about |with )*(\d+(?:\.\d+)?) ?(?:%|percent)`;
const all =
  "(?:all|each|every|both)(?: (?:of|the|four))*(?: (?:sides?|edges?|around))|around|border|margins?|all around|everywhere|bigger canvas|larger canvas|zoom out|zoomed out";

const extending =
  /(?<= )(?:reframe|reframed|outpaint|uncrop|extend|extended|expand|expanded|enlarge|widen|wider|taller|fill|fit|chosen shape|new shape|other shape|another shape|shape|more room|room|more space|canvas)(?= )/g;
const shapes: readonly (readonly [RegExp, readonly [number, number] | null, string])[] = [
  [/(?<= )square(?= )/g, [1, 1], "a square"],
  [/(?<= )(?:widescreen|wide screen)(?= )/g, [16, 9], "16:9"],
  [/(?<= )(?:panorama|panoramic)(?= )/g, [3, 1], "a panorama"],
  [/(?<= )landscape(?: format)?(?= )/g, [4, 3], "4:3"],
  [/(?<= )(?:portrait|upright)(?: format)?(?= )/g, [3, 4], "3:4"],
  [/(?<= )(?:tall|story|phone)(?: (?:screen|format))?(?= )/g, [9, 16], "9:16"],
];
const anyShape = /(?<= )(\d{1,2}(?:\.\d+)?) ?[:x] ?(\d{1,2}(?:\.\d+)?)(?= )/g;

/**
 * Reads everyday English as a larger frame: sides with or without percent, a shape, where the picture stays, and what
 * fills the rest. What stands in the numbers of a form (`room`) is done in place of what the words say of sides, shape
 * and place. Never fails. Pure.
 */
export function readFrameWords(prompt: string, room: FrameRoom = noRoom): ReadFrame {
  const words = prompt
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[-‐-―_]/g, " ")
    .replaceAll(/%/g, " % ")
    .replaceAll(/[,.;!?()\n]+(?!\d)/g, " , ")
    .split(/\s+/)
    .filter(Boolean);
  let text = ` ${words.join(" ")} `;
  /** Takes what matches out of the text; gives the groups of the first match. */
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = new RegExp(pattern.source, pattern.flags.replace("g", "")).exec(text);
    if (found) text = text.replaceAll(pattern, (match) => " ".repeat(match.length > 1 ? 1 : 0));
    return found;
  };
  // What the room is for.
  take(/(?<= )(?:more|extra) (?:sky|ground|floor|water|sea|grass|wall|background|air)(?= )/g);
  const filling = readFilling(take);
  const place = readPlace(take);
  const shape = readShape(take);
  const sides = readSides(take);
  const isAsked = take(extending) !== null;
  const said = { sides, shape, place, filling: filling.filling };
  const isRoom = hasRoom(room);
  const done = isRoom
    ? { ...room, shape: null, place: null }
    : { ...said, unit: "percent" as const };
  return {
    ...said,
    says: describe({ ...said, ...done }, isAsked || filling.isSaid),
    leftOut: isRoom ? wishWords({ ...said, unit: "percent" }) : [],
    unknown: unknownPhrases(text),
  };
}

const noRoom: FrameRoom = { unit: "percent", sides: {} };

/** Tells what will become of a picture. Pure. */
export function explainFrameWords(words: { prompt: string; room?: FrameRoom }): PromptReading {
  const { says, unknown, leftOut, ...frame } = readFrameWords(words.prompt, words.room);
  const { sides, shape, place } = frame;
  return {
    understood: [...says],
    unknown: [...unknown],
    leftOut: [...leftOut],
    frame: { sides, shape, place },
  };
}

type Take = (pattern: RegExp) => RegExpExecArray | null;

function readFilling(take: Take): { filling: Filling; isSaid: boolean } {
  const plain = take(
    new RegExp(
      String.raw`(?<= )(?:(?:plain|solid) )?(${colors})(?: (?:bars?|border|background|fill|filling|frame|edges?|sides?|color|colour))*(?= )`,
      "g",
    ),
  );
  const color = plain && colorNamed(plain[1] ?? "");
  if (color) return { filling: color, isSaid: true };
  if (
    take(/(?<= )(?:mirror|mirrored|reflected|reflection)(?: (?:edges?|sides?|border|image))*(?= )/g)
  )
    return { filling: "mirrored", isSaid: true };
  if (
    take(
      /(?<= )(?:blur|blurred|blurry|out of focus)(?: (?:edges?|sides?|border|background|copy))*(?= )/g,
    )
  )
    return { filling: "blurred", isSaid: true };
  const isSoft = take(
    /(?<= )(?:soft|softly|natural|naturally|seamless|seamlessly)(?: (?:edges?|sides?))*(?= )/g,
  );
  return { filling: "soft", isSaid: isSoft !== null };
}

function readPlace(take: Take): Side | null {
  for (const side of ["left", "right", "top", "bottom"] as const) {
    const words = sideWords[side];
    const kept = `(?:keep|leave|put|place|stay|picture|it)(?: (?:it|the|picture|image|photo|stays?|on|at|to|in|is))* (?:${words})(?: (?:side|edge|corner))?`;
    if (take(new RegExp(`(?<= )${kept}(?= )`, "g"))) return side;
  }
  return null;
}

function readShape(take: Take): readonly [number, number] | null {
  const given = take(anyShape);
  const [across, down] = [Number(given?.[1]), Number(given?.[2])];
  if (given && across > 0 && down > 0 && across / down <= 5 && down / across <= 5)
    return [across, down];
  for (const [words, shape] of shapes) if (take(words)) return shape;
  return null;
}

function readSides(take: Take): Partial<Record<Side, number>> {
  const sides: Partial<Record<Side, number>> = {};
  const number = (found: RegExpExecArray) =>
    Math.min(mostPercent, Math.max(1, Number(found[1] ?? found[2] ?? usualPercent)));
  const around = (words: string) =>
    new RegExp(
      `(?<= )(?:${percent}(?: (?:more|extra|of|space|room|sky|border|on|at|to|for|the|a|from|in))* )?(?:${words})(?: (?:the|it|of|side|sides|edge|part))*(?: ${percent})?(?= )`,
      "g",
    );
  const everywhere = take(around(all));
  if (everywhere) {
    const share = number(everywhere);
    for (const side of ["left", "right", "top", "bottom"] as const) sides[side] = share;
    return sides;
  }
  const both: readonly (readonly [string, readonly Side[]])[] = [
    ["left and(?: the)? right|sides", ["left", "right"]],
    ["top and(?: the)? bottom|above and below", ["top", "bottom"]],
  ];
  for (const [words, named] of both) {
    const found = take(around(words));
    if (found) for (const side of named) sides[side] = number(found);
  }
  for (const side of ["left", "right", "top", "bottom"] as const) {
    const found = take(around(sideWords[side]));
    if (found) sides[side] = number(found);
  }
  return sides;
}

type Wish = FrameRoom & FrameWords;

function describe({ filling, ...wish }: Wish & { filling: Filling }, isAsked: boolean): string[] {
  const said = wishWords(wish);
  if (said.length === 0 && !isAsked) return [];
  const isChosen = !hasRoom(wish) && !wish.shape;
  const chosen = isChosen ? ["extended to the shape you chose"] : [];
  const fill = typeof filling === "object" ? `filled with ${filling.name}` : fillings[filling];
  return [...chosen, ...said, fill];
}

/** Of each part of a wish, in order. */
function wishWords({ shape, place, ...room }: Wish): string[] {
  const form = shape ? [`extended to ${shape.join(":")}`] : [];
  const where = place ? [`the picture ${placeNames[place]}`] : [];
  return [...roomWords(room), ...form, ...where];
}

const placeNames = {
  left: "on the left",
  right: "on the right",
  top: "at the top",
  bottom: "at the bottom",
};
const fillings = {
  soft: "edges that go on softly",
  mirrored: "edges that are mirrored",
  blurred: "a blurred background",
};
