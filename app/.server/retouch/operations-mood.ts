import { addGrain, addVignette, age, leakLight } from "./film.ts";
import type { Operation } from "./operation.ts";
import { addFog, addRain, addSnow, addStars, turnGolden, turnIntoNight } from "./weather.ts";

/** The hour, the weather and the film. */
export const moodOperations: readonly Operation[] = [
  {
    id: "night",
    phrases: [
      "(?:<make><the><as> )?(?:night|nighttime|night time|midnight|nocturnal|moonlit)(?: (?:time|scene|sky|version|photo|shot))*",
      "(?:at|by|into) night",
      "day (?:for|to|into) night",
    ],
    says: () => "turned into night",
    usual: 100,
    most: 100,
    apply: turnIntoNight,
  },
  {
    id: "golden hour",
    phrases: [
      "(?:golden hour|magic hour|sunset|sunrise|golden light|evening light|sunset light|warm evening)(?: (?:light|lighting|glow|colors|colours|mood))*",
      "(?:golden|sunset) (?:light|glow)",
    ],
    says: () => "the light of the golden hour",
    usual: 85,
    most: 100,
    apply: turnGolden,
  },
  {
    id: "rain",
    phrases: [
      "(?:rain|raining|rainy|rainfall|drizzle|downpour|rain shower)(?: (?:drops|streaks|falling|weather|day))*",
    ],
    says: () => "rain",
    usual: 75,
    most: 100,
    apply: addRain,
  },
  {
    id: "snow",
    phrases: [
      "(?:winter|wintry|wintertime)(?: ,)?(?: (?:with|and|a lot of|lots of|some))*(?: snow)?(?: (?:on|over)<the> (?:roofs?|ground|trees?|houses?|everything))?",
      "(?:snow|snowing|snowy|snowfall|snowflakes|snow flakes|falling snow|blizzard|snow storm|snowstorm)(?: (?:falling|weather|day|flakes))*",
    ],
    says: () => "falling snow",
    usual: 75,
    most: 100,
    apply: addSnow,
  },
  {
    id: "fog",
    phrases: ["(?:fog|foggy|mist|misty|haze|hazy|smoke|smoky)(?: (?:weather|morning|day|mood))*"],
    says: () => "fog",
    usual: 75,
    most: 100,
    apply: addFog,
  },
  {
    id: "stars",
    phrases: [
      "(?:stars|starry|star|starlit|starry sky|stars in the sky|star filled|milky way)(?: sky)?",
    ],
    says: () => "stars in the sky",
    usual: 75,
    most: 100,
    region: "sky",
    apply: addStars,
  },
  {
    id: "vignette",
    phrases: [
      "(?:vignette|vignetting|vignetted|dark(?:er|en)?<the> (?:corners|edges)|(?:corners|edges) dark(?:er)?)<effect>",
    ],
    says: () => "darker corners",
    usual: 60,
    most: 100,
    apply: addVignette,
  },
  {
    id: "film grain",
    phrases: [
      "(?:film grain|grain|grainy|analog grain|noise|noisy|35mm|analog film|film look|analog)<effect>",
    ],
    says: () => "film grain",
    usual: 45,
    most: 100,
    apply: addGrain,
  },
  {
    id: "old photo",
    phrases: [
      "(?:old|vintage|antique|aged|retro|old fashioned|oldtimey|old timey|victorian|historic|nostalgic)<effect>(?: (?:photo|photograph|picture|print|film|postcard|camera))*",
      "(?:from|of)<the> (?:past|1900s|1920s|19th century|1890s|twenties)",
    ],
    says: () => "like an old photo",
    usual: 85,
    most: 100,
    apply: age,
  },
  {
    id: "light leak",
    phrases: ["(?:light leaks?|lens flares?|sun flares?|flare|sun rays|sunbeams)<effect>"],
    says: () => "a light leak",
    usual: 75,
    most: 100,
    apply: leakLight,
  },
];
