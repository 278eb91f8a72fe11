import { paintDab } from "./brush.ts";
import { blendColor } from "./canvas.ts";
import { colorOf } from "./color-words.ts";
import { labFromHex, mix, type Lab } from "./color.ts";
import { createField } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";

/** Paints a faint Milky Way, if the scene has stars at night. */
export function paintMilkyWay(stage: Stage): void {
  const { scene } = stage;
  if (!scene.features.has("stars") || scene.time !== "night") return;
  const { slant, centre } = placeMilkyWay(stage, stage.random("stars"));
  paintBand(stage, slant, centre);
}

function placeMilkyWay({ canvas }: Stage, random: Random) {
  const slant = random.between(0.5, 1.1) * (random.chance(0.5) ? 1 : -1);
  return { slant, centre: canvas.width * random.between(0.35, 0.65) };
}

/** Paints stars, more of them in the Milky Way, if the scene has stars. */
export function paintStars(stage: Stage): void {
  const { canvas, horizon, unit, scene, moment } = stage;
  if (!scene.features.has("stars")) return;
  const random = stage.random("stars");
  const strength = scene.time === "night" ? 1 : 0.6;
  const { slant, centre } = placeMilkyWay(stage, random);
  const count = Math.round((canvas.width * horizon) / 900);
  const tones = [labFromHex("#ffffff"), labFromHex("#dfe8ff"), labFromHex("#fff0d8")];
  for (let star = 0; star < count; star++) {
    const y = horizon * random.next() ** 1.25;
    let x = canvas.width * random.next();
    if (random.chance(0.35))
      x = centre + (horizon * 0.5 - y) * slant + (random.next() + random.next() - 1) * unit * 0.2;
    const rank = random.next();
    const size =
      (unit / 1024) *
      (rank > 0.985
        ? random.between(1.5, 2.3)
        : rank > 0.85
          ? random.between(0.9, 1.4)
          : random.between(0.5, 0.8));
    const twinkle = Math.sin(moment.seconds * (2 + (star % 5)) + star) - Math.sin(star);
    const steady = strength * smoothStep(1, 0.75, y / horizon) * random.between(0.35, 1);
    const fade = Math.min(1, steady * (1 + 0.18 * twinkle));
    if (rank > 0.985) paintDab(canvas, x, y, size * 5, size * 5, 0, tones[1]!, fade * 0.3, 1);
    paintDab(canvas, x, y, size, size, 0, random.pick(tones), fade);
  }
}

function paintBand(stage: Stage, slant: number, centre: number): void {
  const { canvas, horizon, unit, noise, palette } = stage;
  const scale = 4 / unit;
  const dust = createField(canvas.width, horizon, 4, (x, y) =>
    noise.fractal(x * scale + 40, y * scale, 5),
  );
  const glow = mix(palette.sky[3]!, labFromHex("#ffffff"), 0.35);
  const length = Math.hypot(1, slant);
  for (let y = 0; y < horizon; y++) {
    const fade = smoothStep(1, 0.6, y / horizon);
    for (let x = 0; x < canvas.width; x++) {
      const cloud = dust.at(x, y);
      const away =
        Math.abs(x - centre - (horizon * 0.5 - y) * slant) / length / unit + cloud * 0.06;
      const band = Math.exp(-away * away * 46);
      const rift = smoothStep(0.02, 0.06, Math.abs(away - 0.02 + cloud * 0.09)) * 0.6 + 0.4;
      const alpha = band * rift * (0.2 + cloud * 0.2) * fade;
      if (alpha > 0.003) blendColor(canvas, (y * canvas.width + x) * 3, glow, alpha);
    }
  }
}

/** Paints curtains of northern light, if the scene has them. */
export function paintAurora(stage: Stage): void {
  const { scene, palette } = stage;
  if (!scene.features.has("aurora")) return;
  const tint = scene.tints.find((tint) => tint.target === "aurora");
  const foot = mix(tint ? colorOf(tint.color) : labFromHex("#6ff0b0"), palette.disc, 0.12);
  const crown = tint ? mix(foot, palette.sky[2]!, 0.4) : labFromHex("#8a5fd0");
  const random = stage.random("aurora");
  for (let curtain = 0; curtain < 3; curtain++) {
    paintCurtain(
      stage,
      foot,
      crown,
      random.between(0, 60),
      0.45 + curtain * 0.16 + random.between(-0.06, 0.06),
      0.85 - curtain * 0.15,
    );
  }
}

function paintCurtain(
  stage: Stage,
  foot: Lab,
  crown: Lab,
  offset: number,
  level: number,
  strength: number,
): void {
  const { canvas, horizon, unit, noise, moment } = stage;
  const { seconds } = moment;
  for (let x = 0; x < canvas.width; x++) {
    const at = x / unit + seconds * 0.012;
    const bottom =
      horizon * level +
      unit *
        (0.16 * noise.fractal(at * 1.1 + offset, offset + seconds * 0.07, 2) +
          0.012 * noise.at(at * 14, offset));
    const rays =
      0.55 +
      0.3 * noise.fractal(at * 9 + offset, 3.3 + seconds * 0.2, 3) +
      0.25 * noise.at(at * 42 + offset, 7.7 + seconds * 0.3);
    const height = unit * (0.3 + 0.16 * noise.at(at * 3 + offset, 1.7)) * (0.7 + 0.5 * rays);
    const present =
      smoothStep(-0.35, 0.25, noise.at(at * 1.3 + offset * 2, 5.1 + seconds * 0.1)) *
      Math.max(0, rays) *
      strength;
    const first = Math.max(0, Math.floor(bottom - height));
    const last = Math.min(horizon - 1, Math.ceil(bottom + unit * 0.03));
    for (let y = first; y <= last; y++) {
      const share = (bottom - y) / height;
      const veil =
        share < 0
          ? smoothStep((-unit * 0.03) / height, 0, share)
          : Math.exp(-share * 2.6) * smoothStep(1, 0.6, share);
      if (veil > 0.004)
        blendColor(
          canvas,
          (y * canvas.width + x) * 3,
          mix(foot, crown, Math.min(1, share * 1.5 + 0.05)),
          veil * present,
        );
    }
  }
}

/** Paints a rainbow opposite the light, if the scene has one. */
export function paintRainbow(stage: Stage): void {
  const { canvas, horizon, unit, lightSide, scene } = stage;
  if (!scene.features.has("rainbow")) return;
  const bands = ["#9a6ad0", "#5f8fe0", "#6fca7c", "#f2dc5c", "#f0a048", "#e8605c"].map(labFromHex);
  const centreX = canvas.width * (0.5 - lightSide * 0.16);
  const centreY = horizon + unit * 0.06;
  const inner = unit * 0.43;
  const thickness = unit * 0.055;
  for (let y = 0; y < horizon; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const across = (Math.hypot(x - centreX, y - centreY) - inner) / thickness;
      if (across <= 0 || across >= 1) continue;
      const at = across * (bands.length - 1);
      const band = Math.min(bands.length - 2, Math.floor(at));
      const alpha =
        0.42 *
        smoothStep(0, 0.25, across) *
        smoothStep(1, 0.75, across) *
        smoothStep(0, 0.2, y / horizon + 0.12);
      blendColor(
        canvas,
        (y * canvas.width + x) * 3,
        mix(bands[band]!, bands[band + 1]!, at - band),
        alpha,
      );
    }
  }
}
