import { singularize } from "./tokenize.ts";
import { dimensions, type Dimension, type TintTarget } from "./scene.ts";

/**
 * What a word names, as "dimension:value". The value "any" leaves the choice to the painter;
 * "sky:any" only says that a color before it belongs to the sky.
 */
export type Tag = `${Dimension | "sky"}:${string}`;

/** Words by what they name. What a word with `~` before it means is only near to what the painter makes of it. */
const wordsByTags: Readonly<Record<string, string>> = {
  "time:dawn": "dawn sunrise morning daybreak aurorarise",
  "time:day": "day noon midday daytime daylight afternoon",
  "time:day light:sun": "sunny sunlit sunshine",
  "time:golden": "goldenhour lateafternoon magichour",
  "time:dusk": "dusk evening twilight sundown gloaming bluehour",
  "time:dusk light:sun": "sunset settingsun",
  "time:night": "night midnight nighttime nocturne nocturnal nightfall",
  "season:spring": "spring springtime april",
  "season:summer": "summer summertime june july",
  "season:autumn": "autumn fall autumnal october november",
  "season:winter": "winter wintry wintertime december january",
  "mood:pastel": "pastel soft gentle dreamy delicate pale",
  "mood:vivid": "vivid vibrant saturated bold bright colorful colourful",
  "mood:dark": "dark moody gloomy dim shadowy ominous brooding",
  "mood:monochrome": "monochrome grayscale greyscale blackandwhite noir",
  "light:sun": "sun sunlight sunbeam",
  "light:moon": "moon fullmoon",
  "light:moon time:night": "moonlight moonlit moonrise",
  "light:crescent": "crescent crescentmoon newmoon",
  "sky:any": "sky heaven heavens skies horizon atmosphere air",
  "clouds:any": "cloud cloudscape",
  "clouds:wisps": "wisp cirrus wispy",
  "clouds:puffs": "cumulus puffy fluffy billowing cloudy",
  "clouds:streaks": "streak stratus",
  "clouds:overcast": "overcast grayday",
  "clouds:overcast feature:rain feature:waves mood:dark":
    "storm stormy thunderstorm thunder tempest monsoon",
  "clouds:none": "clearsky cloudless",
  "relief:mountains":
    "mountain mount peak alp alps alpine ridge summit ~cliff ~crag highland himalaya ~rocky fuji andes ~volcano",
  "relief:hills": "hill hilltop hillside slope ~valley knoll ~island",
  "water:any": "water ~reflection ~river ~stream ~creek ~waterside",
  "water:sea feature:waves": "wave surf swell breaker",
  "water:sea":
    "sea ocean seascape bay ~harbor ~harbour tide marine atlantic pacific mediterranean gulf",
  "water:lake": "lake pond loch lagoon reservoir mere",
  "water:sea relief:mountains": "fjord",
  "ground:meadow":
    "meadow grass grassland pasture prairie ~lawn countryside ~garden ~park glade ~savanna ~steppe",
  "ground:field": "field wheat farmland crop harvest barley furrow cornfield wheatfield ~vineyard",
  "ground:desert": "desert dune sahara ~oasis ~wasteland",
  "ground:beach water:sea": "beach shore coast seaside seashore coastline sand sandy strand",
  "ground:beach water:sea trees:palms": "tropical tropics caribbean hawaii",
  "ground:snow feature:caps season:winter":
    "snow snowy snowfield frost frosty frozen ice icy arctic tundra",
  "feature:caps relief:mountains": "snowcapped snowpeak glacier",
  "feature:snowfall ground:snow season:winter": "snowfall snowing snowflake blizzard snowstorm",
  "trees:any": "tree",
  "trees:any feature:forest": "forest wood woodland grove ~jungle",
  "trees:pines": "pine fir spruce conifer evergreen cedar",
  "trees:pines feature:forest": "taiga pineforest",
  "trees:leafy": "oak maple birch elm beech willow poplar ~orchard leafy",
  "trees:palms": "palm coconut palmtree",
  "trees:blossom season:spring": "blossom cherry sakura cherryblossom",
  "feature:stars time:night":
    "star starry starlight starlit milkyway ~galaxy ~constellation ~nebula ~cosmos",
  "feature:aurora time:night": "aurora northernlight borealis polarlight",
  "feature:rainbow": "rainbow",
  "feature:skyline":
    "city cityscape skyline ~town skyscraper downtown metropolis urban ~street ~building ~tower",
  "feature:flowers": "flower wildflower poppy daisy tulip bloom petal sunflower flowery floral",
  "feature:fog": "fog mist haze misty foggy hazy ~smoke ~steam",
  "feature:rain": "rain rainy raining drizzle downpour shower raindrop",
  "subject:boat": "boat sailboat ~ship yacht sail sailing ~canoe ~vessel ~raft schooner fleet",
  "subject:birds": "bird gull seagull ~crane goose geese swallow flock ~heron ~eagle",
  "subject:house": "house cabin cottage hut barn farmhouse home chalet lodge ~farm ~village",
  "subject:lighthouse": "lighthouse beacon",
  "subject:balloon": "balloon airballoon",
};

/** Words whose absence means more than their presence: a negative "snow" also stops falling snow. */
const extraForbidden: Readonly<Record<string, readonly Tag[]>> = {
  snow: ["feature:snowfall"],
  cloud: ["clouds:overcast"],
  tree: ["feature:forest"],
  forest: ["feature:forest"],
  moon: ["light:crescent"],
};

const looseWords = new Set<string>();
const tagsByWord = indexWords();

/** Every word that names something, in its simplest form. */
export const everyWord: readonly string[] = [...tagsByWord.keys()];

/** What a simplified word, or a known phrase, names; empty for unknown ones. */
export function tagsOf(word: string): readonly Tag[] {
  return tagsByWord.get(word) ?? [];
}

/** Whether a word only comes near to what the painter makes of it. */
export function isLoose(word: string): boolean {
  return looseWords.has(word);
}

/** Everything that a word in a negative prompt leaves out, "any" spelled out value by value. */
export function forbiddenBy(word: string): Tag[] {
  const named = tagsOf(word)
    .slice(0, 1)
    .concat(extraForbidden[word] ?? []);
  if (word === "snow") named.push("feature:caps");
  return named.flatMap((tag) => {
    const [dimension, value] = tag.split(":") as [Dimension | "sky", string];
    if (value !== "any" || dimension === "sky") return [tag];
    const values: readonly string[] = dimensions[dimension];
    return values.filter((each) => each !== "none").map((each): Tag => `${dimension}:${each}`);
  });
}

/** What a color standing before this word would color; undefined when the word names nothing visible. */
export function tintTargetOf(word: string): TintTarget | undefined {
  const tag = tagsOf(word)[0];
  if (tag === undefined) return undefined;
  const [dimension, value] = tag.split(":") as [Dimension | "sky", string];
  if (dimension === "subject") return value as TintTarget;
  if (dimension === "feature") return featureTargets[value];
  return dimensionTargets[dimension];
}

const dimensionTargets: Readonly<Partial<Record<Dimension | "sky", TintTarget>>> = {
  sky: "sky",
  time: "sky",
  clouds: "clouds",
  light: "light",
  relief: "relief",
  water: "water",
  ground: "ground",
  trees: "trees",
};

const featureTargets: Readonly<Record<string, TintTarget>> = {
  aurora: "aurora",
  stars: "sky",
  skyline: "relief",
  caps: "relief",
  flowers: "flowers",
  forest: "trees",
};

function indexWords(): ReadonlyMap<string, readonly Tag[]> {
  const index = new Map<string, readonly Tag[]>();
  for (const [tags, words] of Object.entries(wordsByTags)) {
    for (const each of words.split(" ")) {
      const word = singularize(each.replace("~", ""));
      if (each.startsWith("~")) looseWords.add(word);
      index.set(word, tags.split(" ") as Tag[]);
    }
  }
  // A phrase that is joined to two words.
  index.set("snowpeak mountain", index.get("snowpeak") ?? []);
  return index;
}
