import { createBrief, type Brief, type Wishes } from "./brief.ts";
import {
  dimensions,
  type Clouds,
  type Feature,
  type Ground,
  type Light,
  type Mood,
  type Relief,
  type Scene,
  type Season,
  type TimeOfDay,
  type Trees,
  type Water,
} from "./scene.ts";
import type { Tag } from "./vocabulary.ts";

/** Adds to the wishes whatever a pleasing picture still needs; what is forbidden stays out. */
export function completeScene(wishes: Wishes, seed: number): Scene {
  const brief = createBrief(wishes, seed);
  addPlace(brief);
  const time = chooseTime(brief);
  const season = chooseSeason(brief);
  const water = chooseWater(brief);
  const relief = brief.choose(
    "relief",
    water === "sea" ? ["none", "none", "hills"] : ["hills", "mountains"],
  );
  const ground = chooseGround(brief, water, season);
  return {
    seed,
    time,
    season,
    mood: chooseMood(brief),
    light: chooseLight(brief, time),
    clouds: chooseClouds(brief, time),
    relief,
    water,
    ground,
    trees: chooseTrees(brief, ground, water, season),
    features: chooseFeatures(brief, { time, season, ground, relief }),
    subjects: new Set(dimensions.subject.filter((subject) => brief.has(`subject:${subject}`))),
    counts: wishes.counts,
    sizes: wishes.sizes,
    tints: wishes.tints,
  };
}

const places: readonly (readonly Tag[])[] = [
  ["water:lake", "relief:mountains", "trees:pines"],
  ["water:lake", "relief:hills", "trees:leafy"],
  ["water:sea", "subject:boat"],
  ["water:sea", "relief:hills", "subject:birds"],
  ["ground:meadow", "relief:hills", "feature:flowers", "trees:leafy"],
  ["ground:meadow", "relief:mountains", "trees:pines"],
  ["ground:desert", "relief:mountains"],
  ["ground:beach", "water:sea", "trees:palms"],
  ["ground:field", "relief:hills", "subject:house"],
  ["trees:pines", "feature:forest", "feature:fog", "relief:mountains"],
];

/** When the prompt names no place, a subject suggests one, or else the seed does. */
function addPlace(brief: Brief): void {
  const known = ["relief", "water", "ground", "trees"] as const;
  const namesPlace = known.some((dimension) =>
    [...dimensions[dimension], "any"].some((value) => brief.has(`${dimension}:${value}`)),
  );
  if (brief.has("subject:boat") || brief.has("subject:lighthouse")) {
    if (!brief.has("water:lake")) brief.add("water:sea");
  } else if (brief.has("feature:skyline")) {
    if (!namesPlace && brief.random("skyline").chance(0.7)) brief.add("water:lake");
  } else if (!namesPlace) {
    const fitting = places.filter((place) => brief.allows(place[0]!) && suits(brief, place));
    if (fitting.length > 0) for (const tag of brief.random("place").pick(fitting)) brief.add(tag);
  }
}

function suits(brief: Brief, place: readonly Tag[]): boolean {
  if (
    brief.has("feature:flowers") &&
    (place.includes("ground:desert") || place.includes("ground:beach"))
  )
    return false;
  if (brief.has("subject:house") || brief.has("subject:balloon"))
    return !place.includes("water:sea");
  if (brief.has("season:winter"))
    return !place.includes("ground:desert") && !place.includes("trees:palms");
  return true;
}

function chooseTime(brief: Brief): TimeOfDay {
  const rainy = brief.has("feature:rain") || brief.has("feature:rainbow");
  const times: TimeOfDay[] = rainy
    ? ["day", "day", "dusk"]
    : ["golden", "golden", "dawn", "dusk", "dusk", "day", "day"];
  if (!rainy && !wantsDaylight(brief) && !brief.has("light:sun")) times.push("night");
  const time = brief.choose("time", namesMoon(brief) ? ["night"] : times);
  return time === "none" ? "day" : time;
}

function namesMoon(brief: Brief): boolean {
  return brief.has("light:moon") || brief.has("light:crescent");
}

function chooseSeason(brief: Brief): Season {
  const season = brief.choose("season", ["summer", "summer", "summer", "spring", "autumn"]);
  return season === "none" ? "summer" : season;
}

function chooseMood(brief: Brief): Mood {
  const mood = brief.choose("mood", ["plain"]);
  return mood === "none" ? "plain" : mood;
}

/** Whether the scene lives by its colors, which night would swallow. */
function wantsDaylight(brief: Brief): boolean {
  const tags: readonly Tag[] = [
    "season:autumn",
    "season:spring",
    "feature:flowers",
    "subject:balloon",
    "trees:blossom",
    "ground:field",
    "mood:pastel",
  ];
  return brief.colored || tags.some((tag) => brief.has(tag));
}

function chooseLight(brief: Brief, time: TimeOfDay): Light {
  if (namesMoon(brief)) return brief.has("light:crescent") ? "crescent" : "moon";
  if (time !== "night") return brief.allows("light:sun") ? "sun" : "none";
  if (brief.has("feature:aurora") || !brief.random("light").chance(0.75)) return "none";
  const moons = (["moon", "moon", "crescent"] as const).filter((each) =>
    brief.allows(`light:${each}`),
  );
  return moons.length > 0 ? brief.random("moon").pick(moons) : "none";
}

const cloudsByTime: Readonly<Record<TimeOfDay, readonly Clouds[]>> = {
  dawn: ["streaks", "wisps"],
  day: ["puffs", "puffs", "wisps"],
  golden: ["puffs", "streaks", "wisps"],
  dusk: ["streaks", "streaks", "puffs"],
  night: ["wisps"],
};

function chooseClouds(brief: Brief, time: TimeOfDay): Clouds {
  if (brief.has("clouds:overcast") || brief.has("feature:rain")) {
    if (brief.allows("clouds:overcast")) return "overcast";
  }
  const suited = cloudsByTime[time];
  if (brief.has("clouds:any")) return brief.choose("clouds", suited);
  return brief.choose("clouds", [...suited, "none"]);
}

function chooseWater(brief: Brief): Water {
  if (brief.has("water:any")) return brief.choose("water", ["lake", "lake", "sea"]);
  const mountainsOnly = brief.has("relief:mountains") && !groundNamed(brief);
  return brief.choose("water", mountainsOnly ? ["none", "lake"] : ["none"]);
}

function chooseGround(brief: Brief, water: Water, season: Season): Ground {
  const named = brief.choose("ground", []);
  if (named === "none" && water === "sea" && !needsLand(brief)) return "none";
  const isGreen = named === "meadow" || named === "field" || named === "none";
  if (isGreen && season === "winter" && brief.allows("ground:snow")) return "snow";
  return named === "none" ? brief.choose("ground", ["meadow"]) : named;
}

/** Whether something is asked for that stands on land. */
function needsLand(brief: Brief): boolean {
  const tags: readonly Tag[] = ["subject:house", "feature:flowers", "feature:forest", "trees:any"];
  const kinds = dimensions.trees.map((kind): Tag => `trees:${kind}`);
  return [...tags, ...kinds].some((tag) => brief.has(tag));
}

function groundNamed(brief: Brief): boolean {
  return dimensions.ground.some((ground) => brief.has(`ground:${ground}`));
}

function chooseTrees(brief: Brief, ground: Ground, water: Water, season: Season): Trees {
  if (ground === "desert" || ground === "beach") {
    return brief.choose("trees", brief.has("trees:any") ? ["palms"] : ["none"]);
  }
  const suited = treesFor(ground, season);
  if (brief.has("trees:any") || brief.has("feature:forest")) return brief.choose("trees", suited);
  if (water === "sea" || brief.has("feature:skyline")) return brief.choose("trees", ["none"]);
  return brief.choose("trees", [...suited, ...suited, "none"]);
}

function treesFor(ground: Ground, season: Season): Trees[] {
  if (season === "winter" || ground === "snow") return ["pines"];
  return season === "spring" ? ["leafy", "blossom"] : ["pines", "leafy"];
}

function chooseFeatures(
  brief: Brief,
  scene: { time: TimeOfDay; season: Season; ground: Ground; relief: Relief },
): Set<Feature> {
  const features = new Set(dimensions.feature.filter((feature) => brief.has(`feature:${feature}`)));
  const offer = (feature: Feature, likelihood: number) => {
    if (brief.allows(`feature:${feature}`) && brief.random(feature).chance(likelihood))
      features.add(feature);
  };
  if (scene.time === "night") offer("stars", 1);
  if (scene.relief === "mountains" && scene.ground !== "desert")
    offer("caps", scene.season === "winter" ? 1 : 0.6);
  if (scene.ground === "meadow" && scene.season !== "autumn")
    offer("flowers", scene.season === "spring" ? 0.9 : 0.35);
  if (scene.time === "dawn") offer("fog", 0.5);
  return features;
}
