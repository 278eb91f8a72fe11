/** Reads the bits of a NAL unit (ITU-T H.264, sections 7.2 and 9.1). Throws RangeError behind its end. */
export interface BitReader {
  /** Up to 25 bits as a number. */
  read(count: number): number;
  /** The next 16 bits, which stay; zeros behind the end. */
  peek(): number;
  skip(count: number): void;
  unsigned(): number;
  signed(): number;
  /** Where the next bit stands. */
  position(): number;
  /** Goes on at the next whole byte. */
  align(): void;
}

/** The bytes that a NAL unit means: without those that keep it free of start codes (section 7.4.1.1). */
export function unescape(unit: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(unit.length);
  let length = 0;
  for (let at = 0, zeros = 0; at < unit.length; at++) {
    const byte = unit[at]!;
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

export function createBitReader(bytes: Uint8Array): BitReader {
  const end = bytes.length * 8;
  let at = 0;

  const ahead = (): number => {
    const from = at >> 3;
    const word =
      (((bytes[from] ?? 0) << 24) |
        ((bytes[from + 1] ?? 0) << 16) |
        ((bytes[from + 2] ?? 0) << 8) |
        (bytes[from + 3] ?? 0)) >>>
      0;
    return (word << (at & 7)) >>> 0;
  };

  const skip = (count: number): void => {
    at += count;
    if (at > end) throw new RangeError("The data ends too early");
  };

  const read = (count: number): number => {
    if (count === 0) return 0;
    const value = ahead() >>> (32 - count);
    skip(count);
    return value;
  };

  const unsigned = (): number => {
    let zeros = 0;
    while (read(1) === 0) if (++zeros > 24) throw new RangeError("A number is too large");
    return (1 << zeros) - 1 + read(zeros);
  };

  return {
    read,
    peek: () => ahead() >>> 16,
    skip,
    unsigned,
    signed() {
      const code = unsigned();
      return code & 1 ? (code + 1) / 2 : -(code / 2);
    },
    position: () => at,
    align: () => skip((8 - (at & 7)) & 7),
  };
}

/** Where the bit stands that ends a unit (section 7.3.2.11). */
export function lastBitOf(bytes: Uint8Array): number {
  let at = bytes.length - 1;
  while (at > 0 && bytes[at] === 0) at--;
  const byte = bytes[at] ?? 0;
  return at * 8 + 7 - (31 - Math.clz32(byte & -byte));
}
