/** What a model asks of the video that it goes on from. */
import type { PixelSize, ShapeId } from "./shapes";

export interface FilmInput {
  /** Models that make such videos: theirs are gone on from with this one. */
  of: readonly string[];
  /** Whether it takes no others. */
  onlyThose: boolean;
  seconds: { min: number; max: number };
  /** In pixels. Empty: any. */
  shorterSides: readonly number[];
  /** Empty: any. */
  shapes: readonly ShapeId[];
}

/** A file is read as a whole to be sent on. */
export const maxFilmBytes = 50 * 1024 * 1024;

/** Files seldom end on the second: by a frame or two. */
const secondsAround = 0.1;
/** Sides are in whole blocks of pixels. */
const ratioAround = 0.02;

/** What it is to be judged by. */
interface Film extends PixelSize {
  /** That made it. */
  model: string;
  durationSeconds: number | null;
  sizeBytes: number;
}

/** Why a model can't go on from a video, in words; null where it can. Pure. */
export function filmProblem(
  film: Film,
  { name, film: takes }: { name: string; film: FilmInput },
  isStoredHere: boolean,
): string | null {
  const problem = isStoredHere
    ? problemOf(film, takes)
    : "its file is kept in a place that isn't connected";
  return problem ? `${name} can't go on from this video: ${problem}. ${instead}` : null;
}

const instead = "Choose another video, or start from the last frame of this one.";
const either = new Intl.ListFormat("en", { type: "disjunction" });

function problemOf(film: Film, takes: FilmInput): string | undefined {
  const { min, max } = takes.seconds;
  const seconds = film.durationSeconds ?? 0;
  if (takes.onlyThose && !takes.of.includes(film.model))
    return "it takes only videos that it made itself";
  if (seconds > max + secondsAround || seconds < min - secondsAround)
    return `it takes ${min} to ${max} seconds, and this one has ${Math.round(10 * seconds) / 10}`;
  const { shorterSides } = takes;
  if (shorterSides.length > 0 && !shorterSides.includes(Math.min(film.width, film.height)))
    return `it takes ${either.format(shorterSides.map((side) => `${side}p`))}, and this one has ${film.width} × ${film.height} pixels`;
  if (takes.shapes.length > 0 && !takes.shapes.some((shape) => isShaped(film, shape)))
    return `it takes the shapes ${either.format(takes.shapes)}`;
  if (film.sizeBytes > maxFilmBytes)
    return `its file is larger than ${maxFilmBytes / 1024 / 1024} MB`;
  return undefined;
}

function isShaped({ width, height }: PixelSize, shape: ShapeId): boolean {
  const [across = 1, down = 1] = shape.split(":").map(Number);
  return Math.abs((width * down) / (height * across) - 1) <= ratioAround;
}
