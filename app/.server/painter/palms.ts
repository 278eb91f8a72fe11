import { paintStroke } from "./brush.ts";
import { lighten, mix } from "./color.ts";
import type { Stage } from "./stage.ts";
import type { TreePlace } from "./tree-places.ts";

/** Paints one palm: a curved trunk and arching fronds with hanging leaflets. */
export function paintPalm(stage: Stage, { x, foot, height, shades, random }: TreePlace): void {
  const { canvas, lightSide, palette } = stage;
  const bark = palette.lit("trunk", "trees");
  const lean = height * random.between(0.1, 0.26) * (x > canvas.width / 2 ? -1 : 1);
  const thick = Math.max(0.8, height * 0.017);
  const rings = 26;
  let headX = x;
  let headY = foot;
  for (let ring = 0; ring < rings; ring++) {
    const share = (ring + 1) / rings;
    const nextX = x + lean * share * share;
    const nextY = foot - height * 0.8 * share;
    const radius = thick * (1.25 - share * 0.55);
    paintStroke(
      canvas,
      headX,
      headY,
      radius,
      nextX,
      nextY,
      radius * 0.9,
      ring % 2 ? bark.shade : lighten(bark.shade, 0.02),
    );
    paintStroke(
      canvas,
      headX + lightSide * radius * 0.45,
      headY,
      radius * 0.35,
      nextX + lightSide * radius * 0.45,
      nextY,
      radius * 0.3,
      bark.light,
      0.5,
    );
    headX = nextX;
    headY = nextY;
  }
  const fronds = random.whole(11, 14);
  for (let frond = 0; frond < fronds; frond++) {
    const angle = Math.PI * (1.12 - (1.24 * (frond + random.between(0.2, 0.8))) / fronds);
    const facing = Math.cos(angle) * lightSide * 0.4 + Math.sin(angle) * 0.35;
    const lit = Math.min(1, Math.max(0, 0.3 + facing + random.between(-0.15, 0.15)));
    paintFrond(
      stage,
      headX,
      headY,
      height * random.between(0.3, 0.4),
      angle,
      mix(shades.shade, shades.light, lit),
      random.between(0.5, 0.9),
    );
  }
}

function paintFrond(
  stage: Stage,
  x: number,
  y: number,
  length: number,
  angle: number,
  color: readonly [number, number, number],
  sag: number,
): void {
  const { canvas } = stage;
  const parts = Math.max(8, Math.min(34, Math.round(length / 5)));
  const dark = lighten(color, -0.06);
  let fromX = x;
  let fromY = y;
  for (let part = 1; part <= parts; part++) {
    const share = part / parts;
    const toX = x + Math.cos(angle) * length * share * (1 - share * 0.12);
    const toY = y - Math.sin(angle) * length * share * 0.8 + length * sag * share * share;
    const leaflet = length * 0.24 * Math.sin(Math.PI * Math.min(1, share * 0.92 + 0.08)) ** 0.7;
    const dirX = toX - fromX;
    const dirY = toY - fromY;
    const norm = Math.sqrt(dirX * dirX + dirY * dirY) || 1;
    const alongX = (dirX / norm) * leaflet * 0.62;
    const alongY = (dirY / norm) * leaflet * 0.62;
    const thick = Math.max(0.5, length * 0.009);
    paintStroke(
      canvas,
      toX,
      toY,
      thick,
      toX + alongX - (dirY / norm) * leaflet * 0.4,
      toY + alongY + Math.abs(dirX / norm) * leaflet * 0.75,
      0.3,
      dark,
    );
    paintStroke(
      canvas,
      toX,
      toY,
      thick,
      toX + alongX + (dirY / norm) * leaflet * 0.5,
      toY + alongY - (dirX / norm) * leaflet * 0.12 + leaflet * 0.2,
      0.3,
      color,
    );
    paintStroke(canvas, fromX, fromY, thick * 0.9, toX, toY, thick * 0.7, color);
    fromX = toX;
    fromY = toY;
  }
}
