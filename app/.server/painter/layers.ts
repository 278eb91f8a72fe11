import { paintBoats } from "./boat.ts";
import { paintClouds } from "./clouds.ts";
import { paintFarShore } from "./far-shore.ts";
import { paintBalloons, paintBirds } from "./flying.ts";
import { groundStrips } from "./ground.ts";
import { paintHills } from "./hills.ts";
import { paintLighthouses } from "./lighthouse.ts";
import { paintMountains } from "./mountains.ts";
import { paintAurora, paintMilkyWay, paintRainbow, paintStars } from "./night-sky.ts";
import { paintSkyline } from "./skyline.ts";
import { paintDisc, paintSky } from "./sky.ts";
import type { Stage } from "./stage.ts";
import { paintWater } from "./water.ts";
import { paintWeather } from "./weather.ts";

/** A part of a scene that is painted over everything behind it. */
export interface Layer {
  /** A rough share of the work. */
  readonly weight: number;
  /**
   * Looks the same at every moment but for how far it has moved aside: 0 for what is as far as the sky, 1 at the
   * viewer's feet. Null for what looks different at each moment.
   */
  readonly nearness: number | null;
  paint(stage: Stage): void;
}

const still = (weight: number, nearness: number, paint: Layer["paint"]): Layer => ({
  weight,
  nearness,
  paint,
});
const moving = (weight: number, paint: Layer["paint"]): Layer => ({
  weight,
  nearness: null,
  paint,
});

/** How near things at the horizon are. */
const atHorizon = 0.2;

/** The layers of a scene from back to front. */
export function layersOf(stage: Stage): Layer[] {
  const strips = groundStrips(stage);
  return [
    still(2, 0, paintSky),
    still(0.5, 0, paintMilkyWay),
    moving(0.5, paintStars),
    moving(1, paintAurora),
    still(1, 0, paintDisc),
    moving(3, paintClouds),
    still(1, 0, paintRainbow),
    still(2, 0.1, paintMountains),
    still(1, 0.15, paintHills),
    still(1, atHorizon, paintSkyline),
    still(1, atHorizon, paintLighthouses),
    moving(1, paintBalloons),
    still(1, atHorizon, paintFarShore),
    moving(3, paintWater),
    moving(1, paintBoats),
    ...strips.map(({ nearness, paint }) =>
      still(6 / strips.length, atHorizon + (1 - atHorizon) * nearness, paint),
    ),
    moving(1, paintBirds),
    moving(2, paintWeather),
  ];
}
