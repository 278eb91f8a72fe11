/** A new frame around a picture, worked out in the same way where it is drawn, checked and made. */
import {
  type FrameField,
  frameFields,
  type FrameSide,
  frameSides,
  type FrameUnit,
  type roomFields,
} from "./frame-fields.ts";
import type { PixelSize } from "./shapes";

/** Of one side, at most, in each unit. */
export const mostRoom: Readonly<Record<FrameUnit, number>> = { percent: 200, pixels: 4000 };

/** Pixels that are added to each side of a picture. */
export type Margins = Readonly<Record<FrameSide, number>>;

/** The room that is asked for on some sides: of the picture's own width or height in percent, or in pixels. */
export interface FrameRoom {
  readonly unit: FrameUnit;
  /** Empty: the shape counts alone. */
  readonly sides: Readonly<Partial<Record<FrameSide, number>>>;
}

/** What is asked of a new frame. */
export interface FrameWish extends FrameRoom {
  /** Width to height; null: that of the picture with its room. */
  readonly shape: readonly [number, number] | null;
  /** Where the picture goes in that shape: a side's opposite gets all the room. Null: the middle. */
  readonly place: FrameSide | null;
}

/** What words say of a frame. */
export type FrameWords = Pick<FrameWish, "sides" | "shape" | "place">;

/** What a model makes of a new frame, at most. */
export interface FrameLimits {
  /** Of the new picture, where the numbers of a form ask for more; null: the picture is sent smaller instead. */
  pixels: number | null;
  /** Of its longer side to its shorter one. */
  ratio: number;
  /** The least share of the new picture that the old one fills. */
  share: number;
}

type Typed = string | number | undefined;
export type FrameInput = Readonly<Partial<Record<(typeof roomFields)[number], Typed>>>;

/** The room as a form or a stored request names it; what is no number above zero counts as none. Pure. */
export function roomIn(given: FrameInput): FrameRoom {
  const numbers = frameSides.map((side) => [side, Number(given[frameFields[side]] || 0)] as const);
  return {
    unit: given.frameUnit === "pixels" ? "pixels" : "percent",
    sides: Object.fromEntries(numbers.filter(([, value]) => value > 0)),
  };
}

export function hasRoom({ sides }: Pick<FrameRoom, "sides">): boolean {
  return Object.keys(sides).length > 0;
}

/** The room as it is stored with a request. Pure. */
export function settingsOfRoom({ unit, sides }: FrameRoom): Record<string, number | FrameUnit> {
  const rooms = Object.entries(sides).map(([side, room]) => [frameFields[side as FrameSide], room]);
  return { ...Object.fromEntries(rooms), frameUnit: unit };
}

/** `16:9` as two numbers; null for what is no shape. Pure. */
export function proportionsOf(shape: unknown): readonly [number, number] | null {
  const [across = 0, down = 0] = String(shape ?? "")
    .split(":")
    .map(Number);
  return across > 0 && down > 0 ? [across, down] : null;
}

/**
 * What a frame is to be: the numbers of the form alone where there are some, else what the words name, else the shape
 * that was chosen. Pure.
 */
export function frameWish(
  room: FrameRoom,
  words: FrameWords | null | undefined,
  chosen: readonly [number, number] | null,
): FrameWish {
  if (hasRoom(room)) return { ...room, shape: null, place: null };
  const { sides = {}, shape = null, place = null } = words ?? {};
  return { unit: "percent", sides, place, shape: shape ?? (hasRoom({ sides }) ? null : chosen) };
}

/**
 * Pixels to add to a picture: first what the sides ask for, then what the shape still needs. `scale`: how much smaller
 * the picture is than the one that pixels were counted on. Pure.
 */
export function marginsOf(
  { width, height }: PixelSize,
  { unit, sides, shape, place }: FrameWish,
  scale = 1,
): Margins {
  const part = (side: FrameSide, length: number) => {
    const room = sides[side] ?? 0;
    return Math.round(unit === "pixels" ? room * scale : (room / 100) * length);
  };
  const own = {
    left: part("left", width),
    right: part("right", width),
    top: part("top", height),
    bottom: part("bottom", height),
  };
  if (!shape) return own;
  const { width: w, height: h } = sizeWithin({ width, height }, own);
  const ratio = shape[0] / shape[1];
  const across = Math.max(0, Math.round(h * ratio) - w);
  const down = Math.max(0, Math.round(w / ratio) - h);
  const left = Math.round(across * shareBefore(place, "left", "right"));
  const top = Math.round(down * shareBefore(place, "top", "bottom"));
  return {
    left: own.left + left,
    right: own.right + across - left,
    top: own.top + top,
    bottom: own.bottom + down - top,
  };
}

/** How much of the new room comes before the picture: none where it stays at the beginning. */
function shareBefore(place: FrameSide | null, start: FrameSide, end: FrameSide): number {
  if (place === start) return 0;
  return place === end ? 1 : 0.5;
}

/** The size of a picture with its margins. */
export function sizeWithin({ width, height }: PixelSize, margins: Margins): PixelSize {
  const { left, right, top, bottom } = margins;
  return { width: width + left + right, height: height + top + bottom };
}

/**
 * Why a frame is not made, in words for the field that they stand at; null where it is. `size` is that of the picture.
 * Pure.
 */
export function frameProblem(
  size: PixelSize,
  wish: FrameWish,
  { pixels, ratio, share }: FrameLimits,
): { field: FrameField | "shape"; words: string } | null {
  const side = frameSides.find((each) => (wish.sides[each] ?? 0) > 0);
  const field = side ? frameFields[side] : "shape";
  const most = mostRoom[wish.unit];
  const wide = frameSides.find((each) => (wish.sides[each] ?? 0) > most);
  if (wide)
    return {
      field: frameFields[wide],
      words: `Add up to ${most.toLocaleString("en-US")} ${wish.unit === "pixels" ? "pixels" : "percent"} on a side.`,
    };
  const whole = sizeWithin(size, marginsOf(size, wish));
  const [before, after] = [size, whole].map(({ width, height }) => width * height) as [
    number,
    number,
  ];
  if (after === before) return { field, words: sameWords };
  if (longness(whole) > Math.max(ratio, longness(size)))
    return {
      field,
      words: `This would be too long and narrow: one side may be up to ${ratio} times the other.`,
    };
  if (before / after < share)
    return {
      field,
      words: `Your picture would be too small in it: leave it at least ${Math.round(share * 100)}% of the new one.`,
    };
  if (pixels !== null && side && after > pixels)
    return {
      field,
      words: `This would be ${megapixels(after)} megapixels, and the most is ${megapixels(pixels)}. Add less room.`,
    };
  return null;
}

const sameWords = "Your picture has this shape already. Choose another one, or add room on a side.";

const longness = ({ width, height }: PixelSize) =>
  Math.max(width, height) / Math.max(1, Math.min(width, height));

const megapixels = (count: number) => Math.round(count / 1e5) / 10;

const sidePlaces: Readonly<Record<FrameSide, string>> = {
  left: "on the left",
  right: "on the right",
  top: "above",
  bottom: "below",
};

/** `20% more on the left`, one for each side, or one for all of them. Pure. */
export function roomWords({ unit, sides }: FrameRoom): string[] {
  const given = frameSides.flatMap((side) => (sides[side] ? [[side, sides[side]] as const] : []));
  const amount = (room: number) => `${room}${unit === "pixels" ? " pixels" : "%"} more`;
  const [first] = given;
  const isEven = given.length === 4 && given.every(([, room]) => room === first?.[1]);
  if (isEven && first) return [`${amount(first[1])} on each side`];
  return given.map(([side, room]) => `${amount(room)} ${sidePlaces[side]}`);
}
