/** Writes bits, the highest first, and the codes of H.264 (ITU-T H.264, section 9.1). */
export interface BitWriter {
  /** The lowest `count` bits of `value`; 24 at most. */
  put(value: number, count: number): void;
  /** An unsigned Exp-Golomb code. */
  putUnsigned(value: number): void;
  /** A signed Exp-Golomb code. */
  putSigned(value: number): void;
  /** Ends with a one and zeros up to a whole byte, and gives the bytes out; the writer is empty then. */
  finish(): Uint8Array;
}

export function createBitWriter(): BitWriter {
  let bytes = new Uint8Array(1 << 15);
  let length = 0;
  let held = 0;
  let heldBits = 0;

  function put(value: number, count: number): void {
    held = (held << count) | value;
    heldBits += count;
    if (length + 4 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    while (heldBits >= 8) {
      heldBits -= 8;
      bytes[length++] = held >>> heldBits;
    }
  }

  function putUnsigned(value: number): void {
    const size = 32 - Math.clz32(value + 1);
    put(0, size - 1);
    put(value + 1, size);
  }

  return {
    put,
    putUnsigned,
    putSigned: (value) => putUnsigned(value > 0 ? value * 2 - 1 : value * -2),
    finish() {
      put(1, 1);
      if (heldBits > 0) put(0, 8 - heldBits);
      const written = bytes.slice(0, length);
      length = 0;
      return written;
    },
  };
}

/**
 * A network abstraction layer unit (section 7.3.1): `head` is its first byte. A byte is put in wherever the payload
 * would look like the start of another unit.
 */
export function nalUnit(head: number, payload: Uint8Array): Uint8Array {
  const unit = new Uint8Array(payload.length + (payload.length >> 1) + 2);
  unit[0] = head;
  let length = 1;
  let zeros = 0;
  for (const byte of payload) {
    if (zeros === 2 && byte <= 3) {
      unit[length++] = 3;
      zeros = 0;
    }
    unit[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return unit.slice(0, length);
}
