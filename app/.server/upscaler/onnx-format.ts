/**
 * Writes the few parts of the ONNX format that a network of convolutions needs. Field numbers: onnx.proto, IR version
 * 8; the bytes are protocol buffers.
 */

/** A number, a text, bytes, or a message of fields. */
type Value = number | string | Uint8Array;
export type Field = readonly [number: number, value: Value];

const varintWire = 0;
const bytesWire = 2;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A message of these fields, in order. Numbers are whole and not negative. */
function message(fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(([number, value]) => {
    const key = number * 8;
    if (typeof value === "number")
      return [Uint8Array.from([...varint(key + varintWire), ...varint(value)])];
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
    return [Uint8Array.from([...varint(key + bytesWire), ...varint(bytes.length)]), bytes];
  });
  return new Uint8Array(Buffer.concat(parts));
}

const floats = 1;

/** Numbers that belong to a network. */
export interface Weights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

function tensor({ name, shape, values }: Weights): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message([...shape.map((side): Field => [1, side]), [2, floats], [8, name], [9, bytes]]);
}

/** One step of a network. It is called like what comes out of it. */
export interface Step {
  readonly operation: "Conv" | "Relu" | "Concat" | "Add";
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

const [oneNumber, someNumbers] = [2, 7];

function attribute([name, value]: [string, number | readonly number[]]): Uint8Array {
  return typeof value === "number"
    ? message([
        [1, name],
        [3, value],
        [20, oneNumber],
      ])
    : message([[1, name], ...value.map((each): Field => [8, each]), [20, someNumbers]]);
}

function node({ operation, inputs, output, attributes = {} }: Step): Uint8Array {
  return message([
    ...inputs.map((input): Field => [1, input]),
    [2, output],
    [4, operation],
    ...Object.entries(attributes).map((each): Field => [5, attribute(each)]),
  ]);
}

/** Pictures of any size, `channels` numbers for each pixel. */
function pictures(name: string, channels: number): Uint8Array {
  const dimensions = [
    [1, 1],
    [1, channels],
    [2, "height"],
    [2, "width"],
  ] as const;
  const shape = message(dimensions.map((each): Field => [1, message([each])]));
  const type = message([
    [
      1,
      message([
        [1, floats],
        [2, shape],
      ]),
    ],
  ]);
  return message([
    [1, name],
    [2, type],
  ]);
}

export interface Network {
  readonly steps: readonly Step[];
  readonly weights: readonly Weights[];
  /** Name and channels of what goes in and of what comes out: one picture each. */
  readonly input: readonly [string, number];
  readonly output: readonly [string, number];
}

/** A network as an ONNX file. */
export function writeOnnx({ steps, weights, input, output }: Network): Uint8Array {
  const graph = message([
    ...steps.map((step): Field => [1, node(step)]),
    [2, "network"],
    ...weights.map((each): Field => [5, tensor(each)]),
    [11, pictures(...input)],
    [12, pictures(...output)],
  ]);
  const operators = message([
    [1, ""],
    [2, 13],
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, operators],
  ]);
}
