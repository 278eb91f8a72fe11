import { blend, blendColor, type Canvas } from "./canvas.ts";
import type { Lab } from "./color.ts";

/** Fills one row from x = left to x = right (pixels, fractions allowed) with soft ends. */
export function paintSpan(
  canvas: Canvas,
  y: number,
  left: number,
  right: number,
  color: Lab,
  alpha = 1,
): void {
  if (y < 0 || y >= canvas.height || right <= left) return;
  const first = Math.max(0, Math.floor(left));
  const last = Math.min(canvas.width - 1, Math.ceil(right) - 1);
  const row = y * canvas.width;
  for (let x = first; x <= last; x++) {
    const cover = Math.min(right, x + 1) - Math.max(left, x);
    blendColor(canvas, (row + x) * 3, color, cover * alpha);
  }
}

/** One touch of an oval brush: radii in pixels, angle in radians; `blur` 0 is crisp, 1 fades from the centre. */
export function paintDab(
  canvas: Canvas,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  angle: number,
  color: Lab,
  alpha = 1,
  blur = 0,
): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const reachX = Math.sqrt((radiusX * cos) ** 2 + (radiusY * sin) ** 2) + 1;
  const reachY = Math.sqrt((radiusX * sin) ** 2 + (radiusY * cos) ** 2) + 1;
  const top = Math.max(0, Math.floor(y - reachY));
  const bottom = Math.min(canvas.height - 1, Math.ceil(y + reachY));
  const left = Math.max(0, Math.floor(x - reachX));
  const right = Math.min(canvas.width - 1, Math.ceil(x + reachX));
  const small = Math.min(radiusX, radiusY);
  const edge = 1 / Math.max(1 / small, blur);
  const faint = Math.min(1, small * 1.6) * alpha;
  const limit = (1 + (blur > 0 ? 0 : 0.5 / edge)) ** 2;
  const [lightness, greenRed, blueYellow] = color;
  const alongX = cos / radiusX;
  const alongY = sin / radiusX;
  const acrossX = -sin / radiusY;
  const acrossY = cos / radiusY;
  for (let row = top; row <= bottom; row++) {
    const dy = row + 0.5 - y;
    for (let column = left; column <= right; column++) {
      const dx = column + 0.5 - x;
      const along = dx * alongX + dy * alongY;
      const across = dx * acrossX + dy * acrossY;
      const square = along * along + across * across;
      if (square >= limit) continue;
      let cover = (1 - Math.sqrt(square)) * edge + (blur > 0 ? 0 : 0.5);
      if (cover > 1) cover = 1;
      if (blur > 0) cover = cover * cover * (3 - 2 * cover);
      blend(
        canvas,
        (row * canvas.width + column) * 3,
        lightness,
        greenRed,
        blueYellow,
        cover * faint,
      );
    }
  }
}

/** A straight stroke whose radius goes from `radius0` to `radius1` pixels, with round ends. */
export function paintStroke(
  canvas: Canvas,
  x0: number,
  y0: number,
  radius0: number,
  x1: number,
  y1: number,
  radius1: number,
  color: Lab,
  alpha = 1,
): void {
  const reach = Math.max(radius0, radius1) + 1;
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(canvas.height - 1, Math.ceil(Math.max(y0, y1) + reach));
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(canvas.width - 1, Math.ceil(Math.max(x0, x1) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const perLength = 1 / (dx * dx + dy * dy || 1e-6);
  const limit = (Math.max(radius0, radius1) + 0.5) ** 2;
  const [lightness, greenRed, blueYellow] = color;
  for (let row = top; row <= bottom; row++) {
    const py = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x0;
      const share = Math.min(1, Math.max(0, (px * dx + py * dy) * perLength));
      const offX = px - dx * share;
      const offY = py - dy * share;
      const square = offX * offX + offY * offY;
      if (square >= limit) continue;
      const radius = radius0 + (radius1 - radius0) * share;
      const cover = Math.min(1, radius * 2, radius + 0.5 - Math.sqrt(square));
      if (cover > 0)
        blend(
          canvas,
          (row * canvas.width + column) * 3,
          lightness,
          greenRed,
          blueYellow,
          cover * alpha,
        );
    }
  }
}

const rowsPerPixel = 4;

/** Fills a closed shape given as [x, y, x, y, …] in pixels (even-odd rule), with smooth edges. */
export function paintShape(
  canvas: Canvas,
  corners: readonly number[],
  color: Lab,
  alpha = 1,
): void {
  let top = Infinity;
  let bottom = -Infinity;
  for (let at = 1; at < corners.length; at += 2) {
    top = Math.min(top, corners[at]!);
    bottom = Math.max(bottom, corners[at]!);
  }
  const cover = new Float32Array(canvas.width);
  const lastRow = Math.min(canvas.height - 1, Math.floor(bottom));
  for (let row = Math.max(0, Math.floor(top)); row <= lastRow; row++) {
    cover.fill(0);
    for (let part = 0; part < rowsPerPixel; part++) {
      const crossings = crossingsAt(corners, row + (part + 0.5) / rowsPerPixel);
      for (let at = 0; at + 1 < crossings.length; at += 2)
        addCover(cover, crossings[at]!, crossings[at + 1]!);
    }
    for (let x = 0; x < cover.length; x++) {
      if (cover[x]! > 0)
        blendColor(canvas, (row * canvas.width + x) * 3, color, (cover[x]! / rowsPerPixel) * alpha);
    }
  }
}

function addCover(cover: Float32Array, left: number, right: number): void {
  const last = Math.min(cover.length - 1, Math.ceil(right) - 1);
  for (let x = Math.max(0, Math.floor(left)); x <= last; x++) {
    cover[x]! += Math.min(right, x + 1) - Math.max(left, x);
  }
}

function crossingsAt(corners: readonly number[], y: number): number[] {
  const crossings: number[] = [];
  const count = corners.length;
  for (let at = 0; at < count; at += 2) {
    const x0 = corners[at]!;
    const y0 = corners[at + 1]!;
    const x1 = corners[(at + 2) % count]!;
    const y1 = corners[(at + 3) % count]!;
    if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return crossings.sort((first, second) => first - second);
}
