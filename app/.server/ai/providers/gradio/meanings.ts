import type { Limit } from "./limits";
import type { AppInfo } from "./mapping";

type Parameter = AppInfo["named_endpoints"][string]["parameters"][number];

/** What a parameter of an app is for, as far as its name, its label and its component tell. */
export const meanings = [
  "prompt",
  "negativePrompt",
  "picture",
  "seed",
  "randomSeed",
  "width",
  "height",
  "steps",
  "guidance",
  "durationSeconds",
  "shape",
  "resolution",
  "count",
] as const;
export type Meaning = (typeof meanings)[number];

interface Rule {
  components: readonly string[];
  words: RegExp;
  /** Words with which it is something else. */
  but?: RegExp;
}

const text = ["textbox", "text", "textarea"];
const numbers = ["slider", "number"];
const choices = ["dropdown", "radio"];

/** In words of lower-case letters, as `wordsOf` writes them. */
const rules: Readonly<Record<Meaning, Rule>> = {
  prompt: {
    components: text,
    words: /\b(prompt|prompts|text|description|instructions?|caption|query|words)\b/,
    but: /\b(negative|neg|system|style|unwanted|avoid|exclude|suffix|prefix|model|path|filepath)\b/,
  },
  negativePrompt: {
    components: text,
    words: /\b(negative|neg|unwanted|avoid|exclude)\b/,
  },
  picture: {
    components: ["image", "imageeditor", "gallery"],
    words: /\b(image|images|img|picture|pictures|photo|input|source|init|frame|file|editor)\b/,
    but: /\b(mask|control|controlnet|depth|pose|style|last|end|reference)\b/,
  },
  seed: { components: numbers, words: /\bseed\b/, but: /\brandom\w*\b/ },
  randomSeed: { components: ["checkbox"], words: /\brandom\w*\b/ },
  width: { components: numbers, words: /\bwidth\b/, but: /\b(tile|line)\b/ },
  height: { components: numbers, words: /\bheight\b/, but: /\b(tile|line)\b/ },
  steps: { components: numbers, words: /\bsteps?\b/, but: /\b(refiner|upscale|hires)\b/ },
  guidance: {
    components: numbers,
    words: /\b(guidance|cfg)\b/,
    but: /\b(start|end|rescale|stop|second|refiner)\b/,
  },
  durationSeconds: {
    components: [...numbers, ...choices],
    words: /\b(duration|seconds|length)\b/,
    but: /\b(max|frames|prompt|token|tokens)\b/,
  },
  shape: { components: choices, words: /\b(aspect|ratio|shape|format|orientation)\b/ },
  resolution: { components: choices, words: /\b(resolution|size)\b/ },
  count: {
    components: numbers,
    words:
      /\b(count|batch|(num|number|how many|n) (of )?(the )?(images?|pictures?|samples?|outputs?|results?))\b/,
  },
};

/** Longer ones are looked at to here: nobody names a parameter in more. */
const maxNameLength = 80;

/** `numInferenceSteps`, `num_inference_steps` and `Num inference steps` are the same words. */
export function wordsOf(name: string | null | undefined): string {
  return (name ?? "")
    .slice(0, maxNameLength)
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, " ")
    .trim();
}

/**
 * What each parameter of an endpoint is for, by its name: the name itself first, then the label that people see. Of two
 * that may be the same thing the first one is. `limits` are the endpoint's. Pure.
 */
export function meaningsOf(
  parameters: readonly Parameter[],
  limits: ReadonlyMap<string, Limit>,
): Map<Meaning, Parameter & { parameter_name: string }> {
  const found = new Map<Meaning, Parameter & { parameter_name: string }>();
  for (const nameOf of [named, labeled])
    for (const parameter of parameters) {
      const { parameter_name: name } = parameter;
      if (!name || [...found.values()].some((other) => other.parameter_name === name)) continue;
      const meaning = meanings.find(
        (each) => !found.has(each) && fits(rules[each], nameOf(parameter), parameter),
      );
      if (meaning && isOffered(meaning, limits.get(name)))
        found.set(meaning, { ...parameter, parameter_name: name });
    }
  return found;
}

const named = ({ parameter_name: name }: Parameter) => wordsOf(name);
const labeled = ({ label }: Parameter) => wordsOf(label);

function fits({ components, words, but }: Rule, name: string, { component }: Parameter): boolean {
  return (
    components.includes(component?.toLowerCase() ?? "") &&
    words.test(name) &&
    !(but?.test(name) ?? false)
  );
}

/** Choices are of use only where it is known which there are. */
function isOffered(meaning: Meaning, limit: Limit | undefined): boolean {
  const isChoice = meaning === "shape" || meaning === "resolution";
  return !isChoice || (limit?.choices?.length ?? 0) > 0;
}
