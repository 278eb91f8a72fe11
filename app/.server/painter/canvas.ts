import { encodeGamma, type Lab } from "./color.ts";
import { mixSeeds } from "../../domain/random.ts";

/** A picture in progress: OKLab pixels, row by row, three numbers each. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** Makes a black canvas of width × height pixels. */
export function createCanvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Float32Array(width * height * 3) };
}

/** Lays a color over the pixel whose first number is at `offset`; alpha 0..1. */
export function blend(
  canvas: Canvas,
  offset: number,
  lightness: number,
  greenRed: number,
  blueYellow: number,
  alpha: number,
): void {
  const pixels = canvas.pixels;
  pixels[offset]! += (lightness - pixels[offset]!) * alpha;
  pixels[offset + 1]! += (greenRed - pixels[offset + 1]!) * alpha;
  pixels[offset + 2]! += (blueYellow - pixels[offset + 2]!) * alpha;
}

/** Lays a color over one pixel; alpha 0..1. */
export function blendColor(canvas: Canvas, offset: number, color: Lab, alpha: number): void {
  blend(canvas, offset, color[0], color[1], color[2], alpha);
}

/**
 * Turns the canvas into 8-bit sRGB bytes (width × height × 3), adding fine film grain that also dithers
 * smooth gradients. `grain` is the amplitude in OKLab lightness.
 */
export function develop(canvas: Canvas, seed: number, grain: number): Uint8Array<ArrayBuffer> {
  const { width, height, pixels } = canvas;
  const bytes = new Uint8Array(width * height * 3);
  let state = mixSeeds(seed, 0x67726169) | 1;
  for (let offset = 0; offset < bytes.length; offset += 3) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const speck = ((state & 0xffff) + ((state >>> 16) & 0xffff)) / 65535 - 1;
    const lightness = pixels[offset]! + speck * grain;
    const greenRed = pixels[offset + 1]!;
    const blueYellow = pixels[offset + 2]!;
    const longRoot = lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow;
    const mediumRoot = lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow;
    const shortRoot = lightness - 0.0894841775 * greenRed - 1.291485548 * blueYellow;
    const long = longRoot * longRoot * longRoot;
    const medium = mediumRoot * mediumRoot * mediumRoot;
    const short = shortRoot * shortRoot * shortRoot;
    const dither = ((state >>> 8) & 0xff) / 256;
    bytes[offset] =
      encodeGamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short) + dither;
    bytes[offset + 1] =
      encodeGamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short) + dither;
    bytes[offset + 2] =
      encodeGamma(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short) + dither;
  }
  return bytes;
}
