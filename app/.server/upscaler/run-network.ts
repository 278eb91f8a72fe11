import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { readEsrgan } from "./esrgan-weights.ts";
import { writeOnnx } from "./onnx-format.ts";
import type { Factor } from "./upscale-limits.ts";

/** Colors of a piece of a picture, plane after plane, 0 to 255. */
export interface Piece {
  readonly width: number;
  readonly height: number;
  readonly planes: Float32Array;
}

/** Enlarges a piece of a picture. */
export type Enlarge = (piece: Piece) => Promise<Piece>;

const opened = new Map<Factor, Promise<Enlarge>>();

/** What enlarges by that factor, with its network in this process's memory from then on. */
export function openNetwork(factor: Factor): Promise<Enlarge> {
  const enlarge = opened.get(factor) ?? open(factor);
  opened.set(factor, enlarge);
  // What could not be opened is opened anew the next time.
  enlarge.catch(() => opened.delete(factor));
  return enlarge;
}

async function open(factor: Factor): Promise<Enlarge> {
  // One thread, so that all engines together take no more cores than there are, and the sums are the same each time.
  env.wasm.numThreads = 1;
  const { resolve } = createRequire(import.meta.url);
  const binary = await readFile(resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  env.wasm.wasmBinary = Uint8Array.from(binary).buffer;
  const network = await readEsrgan(factor);
  const [[input], [output]] = [network.input, network.output];
  const options = { executionProviders: ["wasm"] };
  const session = await InferenceSession.create(writeOnnx(network), options);
  return async ({ width, height, planes }) => {
    const taken = new Tensor("float32", planes, [1, 3, height, width]);
    const made = (await session.run({ [input]: taken }))[output]!;
    const shuffled = shuffle(await made.getData(), { width, height }, factor);
    made.dispose();
    return { width: width * factor, height: height * factor, planes: shuffled };
  };
}

/** The pixels that came of each, from channels of their own to their places. */
function shuffle(
  made: Tensor["data"],
  { width, height }: Pick<Piece, "width" | "height">,
  factor: number,
): Float32Array {
  if (!(made instanceof Float32Array)) throw new TypeError("The network gave no colors");
  const planes = new Float32Array(made.length);
  const across = width * factor;
  let from = 0;
  for (let channel = 0; channel < 3 * factor * factor; channel += 1) {
    const place = channel % (factor * factor);
    const plane = Math.floor(channel / (factor * factor)) * across * height * factor;
    const [row, column] = [Math.floor(place / factor), place % factor];
    for (let y = 0; y < height; y += 1) {
      let at = plane + (y * factor + row) * across + column;
      for (let x = 0; x < width; x += 1, at += factor, from += 1) planes[at] = made[from]!;
    }
  }
  return planes;
}
