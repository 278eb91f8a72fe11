import type { PromptReading } from "~/domain/prompt-reading";
import { colourNamed, colourWords } from "./colour.ts";
import type { Picture } from "./picture.ts";
import type { Filling, Margins } from "./reframe.ts";
import { unknownPhrases } from "./unknown-phrases.ts";

type Side = keyof Margins;

/** What words say of a larger picture. */
export interface FrameWish {
  /** Percent of the picture's own width or height that is added to a side. Empty: the chosen shape. */
  readonly sides: Readonly<Partial<Record<Side, number>>>;
  /** Width to height, where words name a shape. */
  readonly shape: readonly [number, number] | null;
  /** Where the picture goes in the new shape; a side's opposite gets all the room. */
  readonly place: Side | null;
  readonly filling: Filling;
  /** Says what will be done, in order; empty when nothing was understood. */
  readonly says: readonly string[];
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
const colours = colourWords.toSorted((a, b) => b.length - a.length).join("|");
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
 * fills the rest. Never fails. Pure.
 */
export function readFrameWords(prompt: string): FrameWish {
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
  const says = describe(
    { sides, shape, place, filling: filling.filling },
    isAsked || filling.isSaid,
  );
  return { sides, shape, place, filling: filling.filling, says, unknown: unknownPhrases(text) };
}

/** Tells what will become of a picture. Pure. */
export function explainFrameWords({ prompt }: { prompt: string }): PromptReading {
  const { says, unknown } = readFrameWords(prompt);
  return { understood: [...says], unknown: [...unknown], leftOut: [] };
}

type Take = (pattern: RegExp) => RegExpExecArray | null;

function readFilling(take: Take): { filling: Filling; isSaid: boolean } {
  const plain = take(
    new RegExp(
      String.raw`(?<= )(?:(?:plain|solid) )?(${colours})(?: (?:bars?|border|background|fill|filling|frame|edges?|sides?|color|colour))*(?= )`,
      "g",
    ),
  );
  const colour = plain && colourNamed(plain[1] ?? "");
  if (colour) return { filling: colour, isSaid: true };
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

type Wish = Pick<FrameWish, "sides" | "shape" | "place" | "filling">;

function describe({ sides, shape, place, filling }: Wish, isAsked: boolean): string[] {
  const given = Object.entries(sides);
  const isEven = given.length === 4 && new Set(given.map(([, share]) => share)).size === 1;
  const room = isEven
    ? [`${given[0]?.[1]}% more on each side`]
    : given.map(([side, share]) => `${share}% more ${sideNames[side as Side]}`);
  const isAny = room.length > 0 || shape !== null || place !== null || isAsked;
  if (!isAny) return [];
  const form = shape ? [`extended to ${shape.join(":")}`] : [];
  const chosen = room.length === 0 && !shape ? ["extended to the shape you chose"] : [];
  const where = place ? [`the picture ${placeNames[place]}`] : [];
  const fill = typeof filling === "object" ? `filled with ${filling.name}` : fillings[filling];
  return [...room, ...form, ...chosen, ...where, fill];
}

const sideNames = { left: "on the left", right: "on the right", top: "above", bottom: "below" };
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

/**
 * Pixels to add to a picture: first what the sides ask for, then what the named shape still needs, or the chosen one
 * when the words name neither.
 */
export function marginsOf(
  { width, height }: Pick<Picture, "width" | "height">,
  { sides, shape, place }: Pick<FrameWish, "sides" | "shape" | "place">,
  chosen: readonly [number, number],
): Margins {
  const hasSides = Object.keys(sides).length > 0;
  const part = (side: Side, length: number) => Math.round(((sides[side] ?? 0) / 100) * length);
  const own = {
    left: part("left", width),
    right: part("right", width),
    top: part("top", height),
    bottom: part("bottom", height),
  };
  const wanted = shape ?? (hasSides ? null : chosen);
  if (!wanted) return own;
  const [w, h] = [width + own.left + own.right, height + own.top + own.bottom];
  const ratio = wanted[0] / wanted[1];
  const across = Math.max(0, Math.round(h * ratio) - w);
  const down = Math.max(0, Math.round(w / ratio) - h);
  const before = {
    across: shareBefore(place, "left", "right"),
    down: shareBefore(place, "top", "bottom"),
  };
  const [left, top] = [Math.round(across * before.across), Math.round(down * before.down)];
  return {
    left: own.left + left,
    right: own.right + across - left,
    top: own.top + top,
    bottom: own.bottom + down - top,
  };
}

/** How much of the new room comes before the picture: none where it stays at the beginning. */
function shareBefore(place: Side | null, start: Side, end: Side): number {
  if (place === start) return 0;
  return place === end ? 1 : 0.5;
}
