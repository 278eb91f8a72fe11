/** The most fields that a form or a query may have. */
export const maxFields = 100;

/** Of the lines that name a part of a multipart form: a field, a file, a type. */
const maxPartHeadLength = 1000;
const endOfHead = "\r\n\r\n";
const ampersand = 0x26;

/** Takes the next bytes of a form; false from the moment that it has too many fields, or one with too long a name. */
type FieldCounter = (chunk: Uint8Array) => boolean;

/**
 * Counts the fields of a form on its raw bytes as they arrive, since the parsers of both kinds take far longer for many
 * fields than their bytes tell. Null when `contentType` is no form, or names a boundary that two readers might
 * understand differently.
 */
export function createFieldCounter(contentType: string): FieldCounter | null {
  const boundary = /^multipart\/form-data\s*;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1\s*$/i.exec(
    contentType,
  )?.[2];
  if (boundary !== undefined) return countParts(Buffer.from(`--${boundary}`));
  const isUrlEncoded = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType);
  return isUrlEncoded ? countPairs() : null;
}

function countPairs(): FieldCounter {
  let fields = 1;
  return (chunk) => {
    let at = chunk.indexOf(ampersand);
    while (at !== -1 && fields <= maxFields) {
      fields += 1;
      at = chunk.indexOf(ampersand, at + 1);
    }
    return fields <= maxFields;
  };
}

/** The last delimiter, which ends the form, counts as the head of one more part. */
function countParts(delimiter: Buffer): FieldCounter {
  let delimiters = 0;
  let isInHead = false;
  const joined = createJoiner();
  /** What may go on in the next chunk. */
  let held: Uint8Array = new Uint8Array(0);
  return (chunk) => {
    let rest = joined(held, chunk);
    for (;;) {
      const next = rest.indexOf(delimiter);
      const end = isInHead ? rest.indexOf(endOfHead) : -1;
      const endsHead = end !== -1 && (next === -1 || end < next);
      const at = endsHead ? end : next;
      if (isInHead && (at === -1 ? rest.length : at) > maxPartHeadLength) return false;
      if (at === -1) break;
      if (!endsHead) delimiters += 1;
      if (delimiters > maxFields + 1) return false;
      isInHead = !endsHead;
      rest = rest.subarray(at + (endsHead ? endOfHead : delimiter).length);
    }
    const from = isInHead ? 0 : Math.max(0, rest.length - delimiter.length + 1);
    held = Uint8Array.from(rest.subarray(from));
    return true;
  };
}

/** Puts two pieces into the same memory each time: a file of many chunks would leave as much of it to be collected. */
function createJoiner(): (one: Uint8Array, other: Uint8Array) => Buffer {
  let memory = Buffer.alloc(0);
  return (one, other) => {
    const length = one.length + other.length;
    if (memory.length < length) memory = Buffer.allocUnsafeSlow(length);
    memory.set(one);
    memory.set(other, one.length);
    return memory.subarray(0, length);
  };
}
