import type { BitReader } from "./bit-reader.ts";
import { contexts, lowRanges, nextWhenRare } from "./cabac-tables.ts";

/** The CABAC decoder (ITU-T H.264, section 9.3.3.2). */
export interface Cabac {
  /** One bit of the context. */
  bit(context: number): number;
  /** One bit that is as likely as not. */
  even(): number;
  /** Whether this is the end of what is coded so. */
  isEnd(): boolean;
  /** Begins anew, behind samples that are not coded. */
  restart(): void;
}

/** Begins at the next whole byte, for a slice of that quantizer. */
export function createCabac(bits: BitReader, quantizer: number): Cabac {
  const states = new Uint8Array(contexts.length / 2);
  const likely = new Uint8Array(states.length);
  for (let at = 0; at < states.length; at++) {
    const sloped = ((contexts[at * 2]! * quantizer) >> 4) + contexts[at * 2 + 1]!;
    const state = Math.min(126, Math.max(1, sloped));
    likely[at] = state > 63 ? 1 : 0;
    states[at] = state > 63 ? state - 64 : 63 - state;
  }
  let range = 510;
  let offset = 0;

  const restart = () => {
    bits.align();
    range = 510;
    offset = bits.read(9);
  };

  /** Keeps the range above a half. */
  const widen = () => {
    if (range >= 256) return;
    const shift = Math.clz32(range) - 23;
    range <<= shift;
    offset = (offset << shift) | bits.read(shift);
  };

  restart();
  return {
    bit(context) {
      const state = states[context]!;
      const low = lowRanges[state * 4 + ((range >> 6) & 3)]!;
      let bit = likely[context]!;
      range -= low;
      if (offset >= range) {
        offset -= range;
        range = low;
        bit ^= 1;
        if (state === 0) likely[context] = bit;
        states[context] = nextWhenRare[state]!;
      } else states[context] = state < 62 ? state + 1 : state;
      widen();
      return bit;
    },
    even() {
      offset = (offset << 1) | bits.read(1);
      if (offset < range) return 0;
      offset -= range;
      return 1;
    },
    isEnd() {
      range -= 2;
      if (offset >= range) return true;
      widen();
      return false;
    },
    restart,
  };
}
