import type { Random } from "../../domain/random.ts";

/** Where one of several things stands, and how much room it has there, both in the unit of the stretch. */
export interface Spot {
  readonly at: number;
  readonly room: number;
}

/** Gives each of several things a part of a stretch, so that none hides another. */
export function spread(random: Random, count: number, from: number, to: number): Spot[] {
  const part = (to - from) / count;
  return Array.from({ length: count }, (_, index) => ({
    at: from + part * (index + random.between(0.4, 0.6)),
    room: part * 0.8,
  }));
}
