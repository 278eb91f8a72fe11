import type { AppFacts } from "./examine";
import { durationsOf, guidanceOf, mostFilesOf, resolutionsOf, shapesOf, stepsOf } from "./choices";
import { limitsOf } from "./limits";
import { type Meaning, meanings, meaningsOf } from "./meanings";
import type { CompleteModel, DraftModel } from "./model-schema";
import { isUsed } from "./models";

/** What an endpoint can be used for. */
export const uses = ["image", "edit", "video", "animation"] as const;
export type Use = (typeof uses)[number];

/** What Easel would call an endpoint with, in the words of the file of models. */
export interface DescribedEndpoint {
  use: Use;
  endpoint: string;
  parameters: CompleteModel["parameters"];
  source?: string;
  output: { index: number; as: "image" | "gallery" | "video" };
  outputs: number;
  /** `shapes`, `steps` and the like. */
  choices: Record<string, unknown>;
  /** For sentences: what is understood, with the app's own name where that is another. */
  understood: string[];
  /** Parameters that stay as the app has them. */
  left: string[];
}

/** One use of one endpoint, or what keeps it from that: the end of a sentence about it. */
export type Described = DescribedEndpoint | string;

const outputKinds: Readonly<Record<string, DescribedEndpoint["output"]["as"]>> = {
  image: "image",
  imageslider: "image",
  imageeditor: "image",
  gallery: "gallery",
  video: "video",
};
/** Nobody has more; the rest is not looked at. */
const mostParameters = 100;
export const usableName = /^\/[\w-]{1,60}$/;
const usableParameter = /^[A-Za-z]\w{0,63}$/;

/** What the administrator has said of it. */
type Said = Pick<DraftModel, "parameters" | "source" | "output">;

/**
 * How one endpoint of an app would be called for that use, from the names and bounds that the app itself gives; what is
 * `said` of it comes first. Pure.
 */
export function describeEndpoint(
  facts: AppFacts,
  endpoint: string,
  use: Use,
  said: Said = {},
): Described {
  const told = facts.info.named_endpoints[endpoint];
  if (!told || !usableName.test(endpoint)) return "is not there";
  const output = said.output ?? outputOf(told.returns, use);
  if (!output) return use === "image" || use === "edit" ? "gives no picture" : "gives no video";
  const limits = limitsOf(facts, endpoint);
  const ownSource = said.source?.replace(/\[\]$/, "");
  const fixed = new Set([...Object.keys(said.parameters ?? {}), ...(ownSource ? [ownSource] : [])]);
  const free = told.parameters
    .slice(0, mostParameters)
    .filter(({ parameter_name: name }) => name && usableParameter.test(name) && !fixed.has(name));
  const found = meaningsOf(free, limits);
  const takesPicture = use === "edit" || use === "animation";
  const source = takesPicture ? (said.source ?? sourceOf(found)) : null;
  if (takesPicture && !source) return "takes no picture";
  if (!takesPicture || said.source) found.delete("picture");
  if (!found.has("prompt") && !isUsed(said.parameters, "prompt")) return "takes no words";
  const { sent, choices } = sentAs(found, limits, output.as);
  const given = new Set([
    ...fixed,
    ...Object.keys(sent),
    ...(source ? [nameOf(found, "picture")] : []),
  ]);
  const missing = told.parameters.find(
    ({ parameter_name: name, parameter_has_default: isOptional }) =>
      !isOptional && !given.has(name ?? ""),
  );
  if (missing)
    return `needs ${wordOf(missing.parameter_name)}, of which nobody has said what to send`;
  return {
    ...{ use, endpoint, parameters: sent, output, choices },
    ...(source && { source }),
    outputs: output.as === "gallery" ? mostFilesOf(limits.get(nameOf(found, "count"))) : 1,
    understood: understoodOf(found, given),
    left: free.flatMap(({ parameter_name: name }) => (name && !given.has(name) ? name : [])),
  };
}

function sourceOf(found: Found): string | null {
  const picture = found.get("picture");
  const isList = picture?.component?.toLowerCase() === "gallery";
  return picture ? `${picture.parameter_name}${isList ? "[]" : ""}` : null;
}

/** With the app's own name where that is another; that a seed is not to be thrown over is nothing to tell. */
function understoodOf(found: Found, given: ReadonlySet<string>): string[] {
  return meanings.flatMap((meaning) => {
    const name = nameOf(found, meaning);
    if (!given.has(name) || meaning === "randomSeed") return [];
    return meaning === name ? meaning : `${meaning} as ${name}`;
  });
}

function outputOf(
  returns: readonly { component?: string | null | undefined }[],
  use: Use,
): DescribedEndpoint["output"] | null {
  const isVideo = use === "video" || use === "animation";
  for (const [index, { component }] of returns.slice(0, mostParameters).entries()) {
    const as = outputKinds[component?.toLowerCase() ?? ""];
    if (as && (as === "video") === isVideo) return { index, as };
  }
  return null;
}

type Found = ReturnType<typeof meaningsOf>;

const nameOf = (found: Found, meaning: Meaning) => found.get(meaning)?.parameter_name ?? "";

/** What goes to the app, and what there is to choose of it. A setting without sound choices stays as the app has it. */
function sentAs(
  found: Found,
  limits: ReturnType<typeof limitsOf>,
  as: DescribedEndpoint["output"]["as"],
) {
  const sent: CompleteModel["parameters"] = {};
  const choices: Record<string, unknown> = {};
  const send = (meaning: Meaning, value: string | false = `{${meaning}}`) => {
    const name = nameOf(found, meaning);
    if (name) sent[name] = value;
  };
  const offer = (meaning: Meaning, name: string, values: unknown) => {
    const isEmpty = values === null || (Array.isArray(values) && values.length === 0);
    if (!found.has(meaning) || isEmpty) return;
    choices[name] = values;
    send(meaning);
  };
  const limitOf = (meaning: Meaning) => limits.get(nameOf(found, meaning));
  const usualOf = (meaning: Meaning) => found.get(meaning)?.parameter_default;
  send("prompt");
  send("negativePrompt");
  send("seed");
  if (found.has("seed")) send("randomSeed", false);
  if (found.has("width") && found.has("height")) {
    send("width");
    send("height");
  } else {
    offer("shape", "shapes", shapesOf(limitOf("shape")));
  }
  offer("steps", "steps", stepsOf(limitOf("steps"), usualOf("steps")));
  offer("guidance", "guidance", guidanceOf(limitOf("guidance"), usualOf("guidance")));
  offer("resolution", "resolutions", resolutionsOf(limitOf("resolution"), usualOf("resolution")));
  if (as === "gallery") send("count");
  if (as === "video")
    offer(
      "durationSeconds",
      "durations",
      durationsOf(limitOf("durationSeconds"), usualOf("durationSeconds")),
    );
  return { sent, choices };
}

/** Somebody else's name of something, fit for a sentence. */
const wordOf = (name: string | null | undefined) =>
  name && usableParameter.test(name) ? name : "a parameter";
