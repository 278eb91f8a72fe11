import type { Feature, Scene, Subject } from "./scene.ts";
import type { Tag } from "./vocabulary.ts";

/** Whether a scene's picture shows what a tag names: some things need others, and some hide others. */
export function isShown(scene: Scene, tag: Tag): boolean {
  const [dimension, value = ""] = tag.split(":") as [
    keyof Scene | "sky" | "feature" | "subject",
    string,
  ];
  const hasSky = scene.clouds !== "overcast";
  switch (dimension) {
    case "sky":
      return true;
    case "feature":
      return scene.features.has(value as Feature) && featureShows(scene, value as Feature);
    case "subject":
      return scene.subjects.has(value as Subject) && subjectShows(scene, value as Subject);
    case "light":
      return scene.light === value && hasSky;
    case "trees":
      return isValue(scene.trees, value) && hasLand(scene);
    default:
      return isValue(scene[dimension], value);
  }
}

function isValue(actual: unknown, wanted: string): boolean {
  return wanted === "any" ? actual !== "none" : actual === wanted;
}

/** Land in front, or a far shore with trees. */
function hasLand({ ground, water }: Scene): boolean {
  return ground !== "none" || water !== "sea";
}

function featureShows(scene: Scene, feature: Feature): boolean {
  switch (feature) {
    case "stars":
    case "aurora":
      return scene.clouds !== "overcast";
    case "caps":
      return scene.relief === "mountains";
    case "flowers":
      return scene.ground === "meadow" || scene.ground === "field";
    case "forest":
      return scene.trees !== "none" && hasLand(scene);
    case "waves":
      return scene.water === "sea";
    default:
      return true;
  }
}

function subjectShows({ water, ground }: Scene, subject: Subject): boolean {
  if (subject === "boat") return water !== "none";
  return subject !== "house" || ground !== "none" || water === "none";
}
