import { createRandom, hashText, mixSeeds } from "../../domain/random.ts";

/** How a camera goes over a picture. */
export const cameraMoves = ["zoom in", "zoom out", "left", "right", "up", "down"] as const;
export type CameraMove = (typeof cameraMoves)[number];

/** Words that name a move, in any order with others between them. */
const named: readonly (readonly [pattern: RegExp, move: CameraMove])[] = [
  [/\b(zoom(s|ing)? out|pull(s|ing)? (back|out)|away)\b/, "zoom out"],
  [/\b(zoom(s|ing)?|push(es|ing)? in|closer|towards?|forward|dolly)\b/, "zoom in"],
  [/\b(to the )?left(wards?)?\b/, "left"],
  [/\b(to the )?right(wards?)?\b/, "right"],
  [/\b(up|upwards?|rise|rising)\b/, "up"],
  [/\b(down|downwards?|sink|sinking)\b/, "down"],
];

/** The move that the words ask for, else one that the seed decides. */
export function readMove(words: string, seed: number): CameraMove {
  const text = words.toLowerCase();
  const wanted = named.find(([pattern]) => pattern.test(text));
  if (wanted) return wanted[1];
  return createRandom(mixSeeds(seed, hashText(text))).pick(cameraMoves.slice(0, 4));
}

/** Where a camera looks: how close, and how far from the middle, in shares of what it may move. */
export interface View {
  /** 0 all of the picture, 1 as close as it comes. */
  readonly closeness: number;
  /** -1 to 1, to the right and down. */
  readonly aside: number;
  readonly below: number;
}

const half = 0.5;

/** What the camera sees once so much (0..1) of its way is gone. It sets off and stops gently. */
export function viewAt(move: CameraMove, share: number): View {
  const way = half - Math.cos(share * Math.PI) / 2;
  const along = way * 2 - 1;
  switch (move) {
    case "zoom in":
      return { closeness: way, aside: 0, below: 0 };
    case "zoom out":
      return { closeness: 1 - way, aside: 0, below: 0 };
    case "left":
      return { closeness: half, aside: -along, below: 0 };
    case "right":
      return { closeness: half, aside: along, below: 0 };
    case "up":
      return { closeness: half, aside: 0, below: -along };
    case "down":
      return { closeness: half, aside: 0, below: along };
  }
}
