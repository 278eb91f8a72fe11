import { completeScene } from "./complete-scene.ts";
import { readWords, type PromptInput, type ReadPrompt } from "./read-prompt.ts";
import { dimensions, type Dimension, type Scene } from "./scene.ts";
import { isShown } from "./shown.ts";
import type { Tag } from "./vocabulary.ts";

/** A picture of the painter as it was asked for, and what was changed of it since, in order. */
export interface Painting extends PromptInput {
  /** As with the request; index tells its pictures apart. */
  seed: number;
  index: number;
  changes: readonly string[];
}

/**
 * The scene of a picture after its changes: the same seed, and so the same layout, with what the words change. Never
 * fails. Pure.
 */
export function repaintScene({ changes, ...original }: Painting): Scene {
  const { scene, forbidden } = readWords(original);
  let now: Known = { scene, forbidden };
  for (const change of changes) now = changed(now, readChange(change));
  return now.scene;
}

/** What words for a change ask for, whatever picture it is that they change. */
export function readChange(change: string): ReadPrompt {
  return readWords({ prompt: plainWords(change), negativePrompt: "", seed: 0, index: 0 });
}

/** What is said to be in the picture: what its words name first, as far as they go together. */
export function promisedBy({ ask, wanted, scene }: ReadPrompt): Tag[] {
  const named = ask.senses.flatMap((sense) => (sense.is === "thing" ? [sense.tag] : []));
  return named.filter((tag) => wanted.has(tag) && isShown(scene, tag));
}

const away = "remove|erase|delete|hide|take away|take out|get rid of|leave out|lose";

/** Words for a change as words for a picture: “replace the lake with a sea” is a sea, and no lake. */
export function plainWords(change: string): string {
  return change
    .replaceAll(/\b(?:replace|swap|exchange) ([^,.;\n]+?) (?:with|by|for) /gi, "without $1, ")
    .replaceAll(/\b(?:change|turn) (?!it\b|this\b)([^,.;\n]+?) (?:to|into) /gi, "without $1, ")
    .replaceAll(/\binstead of /gi, "without ")
    .replaceAll(new RegExp(`\\b(?:${away}) `, "gi"), "without ")
    .replaceAll(/\b(?:add|put|place|turn|change|give|keep|repaint|set|bring|the same)\b/gi, "");
}

/** A scene, and what its words wanted none of. */
interface Known {
  scene: Scene;
  forbidden: ReadonlySet<Tag>;
}

/** What goes first where the words don't go together with the rest of the old scene. */
const givenUp: readonly (readonly Dimension[])[] = [
  [],
  ["light"],
  ["light", "clouds"],
  ["light", "clouds", "time"],
  ["season", "ground", "trees"],
  ["ground", "trees", "water", "relief"],
  Object.keys(dimensions) as Dimension[],
];

/** As much of the old scene as goes together with the words. */
function changed(before: Known, said: ReadPrompt): Known {
  const promised = promisedBy(said);
  const tries = givenUp.map((dropped) => () => merge(before, said, new Set(dropped)));
  for (const attempt of tries) {
    const after = attempt();
    if (promised.every((tag) => isShown(after.scene, tag))) return after;
  }
  return merge(before, said, new Set(givenUp.at(-1)));
}

function merge(before: Known, said: ReadPrompt, dropped: ReadonlySet<Dimension>): Known {
  const { scene } = before;
  const named = new Set([...said.wanted].map((tag) => tag.split(":")[0]));
  const gone = new Set(dropped);
  for (const dimension of named) for (const other of followers(`${dimension}`)) gone.add(other);
  const wanted = new Set(said.wanted);
  const forbidden = new Set([...before.forbidden].filter((tag) => !said.wanted.has(tag)));
  for (const tag of said.forbidden) forbidden.add(tag);
  for (const dimension of singles) {
    const value = scene[dimension];
    const isOpen = said.wanted.has(`${dimension}:any`);
    if (gone.has(dimension) || (named.has(dimension) && !(isOpen && value !== "none"))) continue;
    if (value !== "none" || dimension === "clouds") wanted.add(`${dimension}:${value}`);
    else if (!needs(said, dimension)) close(dimension, forbidden);
  }
  for (const tag of thingsOf(scene)) if (!lost(tag, named, gone)) wanted.add(tag);
  for (const tag of said.forbidden) wanted.delete(tag);
  const after = completeScene(
    {
      wanted,
      forbidden,
      tints: tintsOf(scene, said),
      counts: new Map([...scene.counts, ...said.ask.counts]),
      sizes: new Map([...scene.sizes, ...said.ask.sizes]),
    },
    scene.seed,
  );
  return { scene: after, forbidden };
}

const singles = [
  ...["time", "season", "mood", "light", "clouds"],
  ...["relief", "water", "ground", "trees"],
] as readonly Exclude<Dimension, "feature" | "subject">[];

/** What is lit anew at another hour, and grows anew in another season. */
function followers(dimension: string): readonly Dimension[] {
  return dimension === "time" ? ["light"] : [];
}

/** Nothing of a dimension that the old scene had nothing of. */
function close(dimension: Exclude<Dimension, "feature" | "subject">, forbidden: Set<Tag>): void {
  for (const value of dimensions[dimension])
    if (value !== "none") forbidden.add(`${dimension}:${value}`);
}

/** What is asked for stands in it, or brings it along. */
function needs({ wanted }: ReadPrompt, dimension: Dimension): boolean {
  if (dimension === "water") return wanted.has("subject:boat") || wanted.has("subject:lighthouse");
  return dimension === "light" && [...wanted].some((tag) => tag.startsWith("time:"));
}

function thingsOf({ features, subjects }: Scene): Tag[] {
  return [
    ...[...features].map((feature): Tag => `feature:${feature}`),
    ...[...subjects].map((subject): Tag => `subject:${subject}`),
  ];
}

const ofNight: ReadonlySet<Tag> = new Set(["feature:stars", "feature:aurora"]);
const ofSeason: ReadonlySet<Tag> = new Set(["feature:caps", "feature:flowers", "feature:snowfall"]);

/** Whether a thing of the old scene goes with what it belongs to. */
function lost(
  tag: Tag,
  named: ReadonlySet<string | undefined>,
  gone: ReadonlySet<Dimension>,
): boolean {
  if (gone.has(tag.split(":")[0] as Dimension)) return true;
  if (ofNight.has(tag)) return named.has("time") || gone.has("time");
  return ofSeason.has(tag) && (named.has("season") || gone.has("season"));
}

function tintsOf({ tints }: Scene, { ask }: ReadPrompt): Scene["tints"] {
  const targets = new Set(ask.tints.map(({ target }) => target));
  if (targets.has("all")) return ask.tints;
  return [...ask.tints, ...tints.filter(({ target }) => !targets.has(target))];
}
