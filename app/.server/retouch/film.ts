import {
  clamp01,
  drawPlane,
  mapPixels,
  type Picture,
  planeThroughSharp,
  scaleOf,
} from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { createRandom } from "../../domain/random.ts";
import { makeDuotone } from "./tint.ts";
import { fade } from "./tone.ts";

/** Darker corners. */
export function addVignette(picture: Picture, share: number): Picture {
  const { width, height } = picture;
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const [x, y] = [
      ((pixel % width) + 0.5) / width - 0.5,
      Math.floor(pixel / width) / height - 0.5,
    ];
    const away = Math.hypot(x, y) / Math.SQRT1_2;
    const factor = 1 - 0.82 * share * smoothStep(0.42, 1.08, away);
    out[0] = r * factor;
    out[1] = g * factor;
    out[2] = b * factor;
  });
}

/** Of silver: strongest in the middle tones, as large as the picture is. */
export async function addGrain(picture: Picture, share: number): Promise<Picture> {
  const random = createRandom(71);
  const { width, height } = picture;
  const size = Math.max(1, scaleOf(picture) * 1.15);
  const cells = { width: Math.ceil(width / size), height: Math.ceil(height / size) };
  const noise = drawPlane(cells, () => (random.next() + random.next() + random.next()) / 3);
  const grain = await planeThroughSharp(noise, (plane) =>
    plane.resize(width, height, { fit: "fill", kernel: "cubic" }),
  );
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const light = (r + g + b) / 765;
    const strength = 170 * share * (0.35 + 2.2 * light * (1 - light));
    const more = (grain.data[pixel]! - 0.5) * strength;
    out[0] = r + more;
    out[1] = g + more;
    out[2] = b + more;
  });
}

/** A brown, faded print with grain, dark corners, dust and a few scratches. */
export async function age(picture: Picture, share: number): Promise<Picture> {
  const toned = makeDuotone(picture, [46, 28, 14], [252, 232, 190]);
  const brown = mapPixels(picture, (r, g, b, out, pixel) => {
    const at = 4 * pixel;
    const keep = 1 - 0.88 * share;
    out[0] = toned.data[at]! + (r - toned.data[at]!) * keep;
    out[1] = toned.data[at + 1]! + (g - toned.data[at + 1]!) * keep;
    out[2] = toned.data[at + 2]! + (b - toned.data[at + 2]!) * keep;
  });
  const worn = drawWear(await addGrain(fade(brown, 0.28 * share), 0.34 * share), share);
  return addVignette(worn, 0.5 * share);
}

function drawWear(picture: Picture, share: number): Picture {
  const { width, height } = picture;
  const scale = scaleOf(picture);
  const random = createRandom(97);
  const wear = new Float32Array(width * height);
  for (let scratch = 0; scratch < 5; scratch += 1) {
    let x = random.next() * width;
    const [from, to] = [random.next() * height * 0.5, (0.5 + random.next() * 0.5) * height];
    for (let y = Math.floor(from); y < to; y += 1) {
      x += (random.next() - 0.5) * 0.5;
      const px = Math.floor(x);
      if (px >= 0 && px < width && random.next() > 0.15)
        wear[y * width + px] = 0.42 * random.next();
    }
  }
  for (let speck = 0; speck < 90; speck += 1) {
    const [cx, cy, radius] = [
      random.next() * width,
      random.next() * height,
      (0.5 + random.next() * 1.6) * scale,
    ];
    const light = random.next() > 0.3 ? 0.5 : -0.4;
    for (let y = Math.floor(cy - radius); y <= cy + radius; y += 1)
      for (let x = Math.floor(cx - radius); x <= cx + radius; x += 1)
        if (x >= 0 && y >= 0 && x < width && y < height && Math.hypot(x - cx, y - cy) <= radius)
          wear[y * width + x] = light;
  }
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const mark = wear[pixel]! * share;
    const to = mark > 0 ? 255 : 30;
    const strength = Math.abs(mark);
    out[0] = r + (to - r) * strength;
    out[1] = g + (to - g) * strength;
    out[2] = b + (to * 0.9 - b) * strength;
  });
}

/** A warm streak of light from the side, as through a crack of the camera. */
export function leakLight(picture: Picture, share: number): Picture {
  const { width, height } = picture;
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const [x, y] = [(pixel % width) / width, Math.floor(pixel / width) / height];
    const edge = Math.exp(-((x - 0.02 - 0.1 * Math.sin(3 * y + 0.6)) ** 2) / 0.045);
    const corner = Math.exp(-((x - 1.02) ** 2 / 0.03 + (y - 0.1) ** 2 / 0.1));
    const light = clamp01((edge + 0.7 * corner) * 0.85 * share);
    const screen = (value: number, color: number) => value + (255 - value) * (color / 255) * light;
    out[0] = screen(r, 255);
    out[1] = screen(g, 118);
    out[2] = screen(b, 52);
  });
}
