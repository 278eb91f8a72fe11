import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Network, Step, Weights } from "./onnx-format.ts";
import type { Factor } from "./upscale-limits.ts";

const layer = z.object({
  class_name: z.enum(["InputLayer", "Conv2D", "Activation", "Concatenate", "Add", "UpSampling2D"]),
  name: z.string(),
  inbound_nodes: z.array(z.array(z.tuple([z.string()]).rest(z.unknown()))),
});
type Layer = z.infer<typeof layer>;

/** A model of TensorFlow.js's layers format, as far as ESRGAN's have it. */
const modelFile = z.object({
  modelTopology: z.object({
    model_config: z.object({ config: z.object({ layers: z.array(layer) }) }),
  }),
  weightsManifest: z.tuple([
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.number().int()),
          dtype: z.literal("float32"),
        }),
      ),
    }),
  ]),
});

const packageName = "@upscalerjs/esrgan-slim";

/**
 * The network that enlarges pictures, out of the files of an npm package (MIT). It takes and gives 0 to 255, and works
 * on as many pixels as go in: the `factor` × `factor` pixels that come of each are channels of it, by color, row and
 * column.
 */
export async function readEsrgan(factor: Factor): Promise<Network> {
  const found = findPackageJSON(packageName, import.meta.url);
  if (!found) throw new Error(`${packageName} is not installed`);
  const folder = join(dirname(found), "models", `x${factor}`);
  const file = modelFile.parse(JSON.parse(await readFile(join(folder, "model.json"), "utf8")));
  const [{ paths, weights }] = file.weightsManifest;
  const bytes = Buffer.concat(await Promise.all(paths.map((path) => readFile(join(folder, path)))));
  const { layers } = file.modelTopology.model_config.config;
  return networkOf(layers, partsOf(bytes, weights), factor);
}

type Named = ReadonlyMap<string, Weights>;

function partsOf(bytes: Uint8Array, list: readonly Omit<Weights, "values">[]): Named {
  // Copied: the numbers must begin at a multiple of four.
  const { buffer } = Uint8Array.from(bytes);
  let at = 0;
  return new Map(
    list.map(({ name, shape }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      const values = new Float32Array(buffer, at, length);
      at += values.byteLength;
      return [name, { name, shape, values }];
    }),
  );
}

const operations = { Activation: "Relu", Concatenate: "Concat", Add: "Add" } as const;

function networkOf(layers: readonly Layer[], parts: Named, factor: Factor): Network {
  const steps: Step[] = [];
  const weights: Weights[] = [];
  const [first, last] = [layers[0], layers.at(-1)];
  const enlarging = layers.find((each) => each.class_name === "UpSampling2D");
  if (!first || !last || !enlarging) throw new Error("This is no network that enlarges pictures");
  for (const each of layers) {
    const { class_name: kind, name: output } = each;
    if (kind === "InputLayer" || each === enlarging) continue;
    // The last convolution works on the enlarged picture: here on the pixels that it comes of.
    const inputs = inputsOf(each === last ? enlarging : each);
    if (kind !== "Conv2D") {
      const operation = operations[kind as keyof typeof operations];
      const axis = operation === "Concat" && { attributes: { axis: 1 } };
      steps.push({ operation, inputs, output, ...axis });
      continue;
    }
    const plain = convolutionOf(parts, output);
    const convolution = each === last ? beforeEnlarging(plain, factor) : plain;
    weights.push(convolution.kernel, convolution.bias);
    steps.push(stepOf(convolution, inputs, output));
  }
  const channels = 3 * factor * factor;
  return { steps, weights, input: [first.name, 3], output: [last.name, channels] };
}

function inputsOf({ inbound_nodes: [nodes = []] }: Layer): string[] {
  return nodes.map(([name]) => name);
}

interface Convolution {
  /** Channels out, channels in, rows, columns. */
  kernel: Weights;
  bias: Weights;
}

function stepOf({ kernel, bias }: Convolution, [input = ""]: string[], output: string): Step {
  const [, , rows = 1, columns = 1] = kernel.shape;
  const [above, beside] = [(rows - 1) / 2, (columns - 1) / 2];
  return {
    operation: "Conv",
    inputs: [input, kernel.name, bias.name],
    output,
    attributes: { kernel_shape: [rows, columns], pads: [above, beside, above, beside] },
  };
}

/** TensorFlow.js has rows, columns, channels in, channels out. */
function convolutionOf(parts: Named, name: string): Convolution {
  const [kernel, bias] = [parts.get(`${name}/kernel`), parts.get(`${name}/bias`)];
  if (!kernel || !bias) throw new Error(`${name} has no weights`);
  const [rows = 0, columns = 0, ins = 0, outs = 0] = kernel.shape;
  const values = new Float32Array(kernel.values.length);
  let from = 0;
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      for (let input = 0; input < ins; input += 1)
        for (let output = 0; output < outs; output += 1, from += 1)
          values[((output * ins + input) * rows + row) * columns + column] = kernel.values[from]!;
  return { kernel: { ...kernel, shape: [outs, ins, rows, columns], values }, bias };
}

/**
 * The same convolution of a picture whose pixels were each repeated `factor` times across and down, on that picture
 * before: each of the pixels that come of one is a channel, and what its kernel sees of one repeated pixel is summed.
 */
function beforeEnlarging({ kernel, bias }: Convolution, factor: number): Convolution {
  const [outs = 0, ins = 0, side = 0] = kernel.shape;
  const reach = (side - 1) / 2;
  const each = factor * factor;
  const values = new Float32Array(outs * each * ins * side * side);
  /** Where the kernel's `tap` falls, for the pixel at `place` of the repeated ones. */
  const seen = (place: number, tap: number) => Math.floor((place + tap - reach) / factor) + reach;
  for (let output = 0; output < outs; output += 1)
    for (let place = 0; place < each; place += 1)
      for (let input = 0; input < ins; input += 1)
        for (let tap = 0; tap < side * side; tap += 1) {
          const row = seen(Math.floor(place / factor), Math.floor(tap / side));
          const column = seen(place % factor, tap % side);
          const at = ((output * each + place) * ins + input) * side * side + row * side + column;
          values[at]! += kernel.values[(output * ins + input) * side * side + tap]!;
        }
  const biases = Float32Array.from({ length: outs * each }, (_, at) => {
    return bias.values[Math.floor(at / each)]!;
  });
  return {
    kernel: { ...kernel, shape: [outs * each, ins, side, side], values },
    bias: { ...bias, shape: [outs * each], values: biases },
  };
}
