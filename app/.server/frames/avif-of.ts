/** A picture file of one frame of AV1 (AVIF 1.1; ISO/IEC 23008-12). `setup` is the content of `av1C`. */
export function avifOf(setup: Uint8Array, sample: Uint8Array): Uint8Array {
  const { width, height } = sizeOf(sample);
  const properties = box(
    "iprp",
    box("ipco", box("ispe", u32(0, width, height)), box("av1C", setup)),
    box("ipma", u32(0, 1), bytes(0, 1, 2, 1, 0x82)),
  );
  const meta = (dataAt: number) =>
    box(
      "meta",
      u32(0),
      box("hdlr", u32(0, 0), text("pict"), u32(0, 0, 0), bytes(0)),
      box("pitm", u32(0), bytes(0, 1)),
      box("iloc", u32(0), bytes(0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1), u32(dataAt, sample.length)),
      box(
        "iinf",
        u32(0),
        bytes(0, 1),
        box("infe", u32(2 << 24), bytes(0, 1, 0, 0), text("av01"), bytes(0)),
      ),
      properties,
    );
  const type = box("ftyp", text("avif"), u32(0), text("avifmif1miaf"));
  const dataAt = type.length + meta(0).length + 8;
  return joined(type, meta(dataAt), box("mdat", sample));
}

/** Out of the sequence header (AV1, section 5.5), which a frame that stands by itself brings. */
function sizeOf(sample: Uint8Array): { width: number; height: number } {
  const header = findSequence(sample);
  let at = 0;
  const read = (count: number): number => {
    let value = 0;
    for (let each = 0; each < count; each++, at++)
      value = value * 2 + (((header[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  read(4);
  if (read(1) === 1) read(5);
  else skipPoints(read);
  const [widthBits, heightBits] = [read(4) + 1, read(4) + 1];
  return { width: read(widthBits) + 1, height: read(heightBits) + 1 };
}

function skipPoints(read: (count: number) => number): void {
  // With a timing of its own it would be longer; what films say stands in their MP4.
  if (read(1) === 1) throw new RangeError("Not read here: timing");
  const hasDelay = read(1) === 1;
  const points = read(5) + 1;
  for (let point = 0; point < points; point++) {
    read(12);
    if (read(5) > 7) read(1);
    if (hasDelay && read(1) === 1) read(4);
  }
}

/** The first unit of its kind (section 5.3). */
function findSequence(sample: Uint8Array): Uint8Array {
  for (let at = 0; at < sample.length;) {
    const head = sample[at]!;
    at += head & 4 ? 2 : 1;
    let size = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = sample[at++] ?? 0;
      size += (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (((head >> 3) & 15) === 1) return sample.subarray(at, at + size);
    at += size;
  }
  throw new RangeError("No sequence header");
}

const text = (letters: string) => new TextEncoder().encode(letters);
const bytes = (...values: number[]) => Uint8Array.from(values);
const u32 = (...values: number[]) =>
  bytes(...values.flatMap((value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)));

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const box = (type: string, ...contents: Uint8Array[]): Uint8Array => {
  const content = joined(...contents);
  return joined(u32(content.length + 8), text(type), content);
};
