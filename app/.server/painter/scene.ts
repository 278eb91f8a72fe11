/** What a picture shows, in words rather than pixels. Reading a prompt gives a Scene; the layers paint it. */
export interface Scene {
  /** Seeds the composition: where things stand, which palette of the hour is used. Unsigned 32-bit. */
  readonly seed: number;
  readonly time: TimeOfDay;
  readonly season: Season;
  readonly mood: Mood;
  readonly light: Light;
  readonly clouds: Clouds;
  readonly relief: Relief;
  readonly water: Water;
  readonly ground: Ground;
  readonly trees: Trees;
  /** Things that are simply there or not. */
  readonly features: ReadonlySet<Feature>;
  readonly subjects: ReadonlySet<Subject>;
  /** How many of a subject, where the prompt says it. */
  readonly counts: ReadonlyMap<Subject, Range>;
  /** How much larger than usual a subject is, where the prompt says it. */
  readonly sizes: ReadonlyMap<Subject, number>;
  /** Colors asked for, in the order of the prompt. */
  readonly tints: readonly Tint[];
}

/** Least and most of what is to be painted. */
export type Range = readonly [min: number, max: number];

export type TimeOfDay = (typeof dimensions.time)[number];
export type Season = (typeof dimensions.season)[number];
export type Mood = (typeof dimensions.mood)[number] | "plain";
export type Light = (typeof dimensions.light)[number] | "none";
export type Clouds = (typeof dimensions.clouds)[number];
export type Relief = (typeof dimensions.relief)[number] | "none";
export type Water = (typeof dimensions.water)[number] | "none";
export type Ground = (typeof dimensions.ground)[number] | "none";
export type Trees = (typeof dimensions.trees)[number] | "none";
export type Feature = (typeof dimensions.feature)[number];
export type Subject = (typeof dimensions.subject)[number];

/** A color word and what it colors. */
export interface Tint {
  readonly color: string;
  readonly target: TintTarget;
}

export type TintTarget =
  | "all"
  | "sky"
  | "clouds"
  | "light"
  | "aurora"
  | "relief"
  | "water"
  | "ground"
  | "trees"
  | "flowers"
  | Subject;

/** Every value that a prompt can name, by dimension. */
export const dimensions = {
  time: ["dawn", "day", "golden", "dusk", "night"],
  season: ["spring", "summer", "autumn", "winter"],
  mood: ["pastel", "vivid", "dark", "monochrome"],
  light: ["sun", "moon", "crescent"],
  clouds: ["none", "wisps", "puffs", "streaks", "overcast"],
  relief: ["hills", "mountains"],
  water: ["sea", "lake"],
  ground: ["meadow", "field", "desert", "beach", "snow"],
  trees: ["pines", "leafy", "palms", "blossom"],
  feature: [
    "stars",
    "aurora",
    "rainbow",
    "caps",
    "skyline",
    "forest",
    "flowers",
    "fog",
    "rain",
    "snowfall",
    "waves",
  ],
  subject: ["boat", "birds", "house", "lighthouse", "balloon"],
} as const;

export type Dimension = keyof typeof dimensions;
