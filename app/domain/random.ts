/** A stream of repeatable pseudo-random numbers. */
export interface Random {
  /** The next number in [0, 1). */
  next(): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A whole number in [low, high], both included. */
  whole(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the given choices; there must be at least one. */
  pick<T>(choices: readonly T[]): T;
}

/** Hashes text to an unsigned 32-bit integer (FNV-1a over UTF-16 code units, then avalanched). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return avalanche(hash);
}

/** Mixes whole numbers into one unsigned 32-bit seed; the order of the numbers matters. */
export function mixSeeds(...seeds: number[]): number {
  let mixed = 0x9e3779b9;
  for (const seed of seeds) mixed = avalanche((Math.imul(mixed, 31) + (seed | 0)) | 0);
  return mixed;
}

/** Makes a random stream (mulberry32) from an integer seed. The same seed gives the same stream. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: <T>(choices: readonly T[]) => choices[Math.floor(next() * choices.length)] as T,
  };
}

function avalanche(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
