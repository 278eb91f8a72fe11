import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AppConfig, AppInfo } from "./mapping";

/** What an app takes as one parameter; null where it sets no bound. */
export interface Limit {
  min: number | null;
  max: number | null;
  step: number | null;
  choices: readonly unknown[] | null;
  /** Of a text, in characters. */
  maxLength: number | null;
}

const number = z.number().nullish().catch(null);
/** Of sliders, numbers, dropdowns, radio buttons and texts. Choices are pairs of what is shown and what is sent. */
const props = z.object({
  minimum: number,
  maximum: number,
  step: number,
  choices: z
    .array(z.union([z.tuple([z.unknown(), z.unknown()]), z.unknown()]))
    .nullish()
    .catch(null),
  allow_custom_value: z.boolean().nullish().catch(null),
  max_length: number,
});

/**
 * The bounds of an endpoint's parameters, by name. The app's `/info` names them in words alone; its `/config` has the
 * numbers.
 */
export function limitsOf(
  { config, info }: { config: AppConfig; info: AppInfo },
  endpoint: string,
): Map<string, Limit> {
  const dependency = config.dependencies.find(
    ({ api_name }) => `/${String(api_name)}` === endpoint,
  );
  const parameters = info.named_endpoints[endpoint]?.parameters ?? [];
  const components = (dependency?.inputs ?? [])
    .flatMap((id) => config.components.find((component) => component.id === id) ?? [])
    .filter(({ type }) => type !== "state");
  // Otherwise nobody can say which is whose.
  if (components.length !== parameters.length) return new Map();
  return new Map(
    parameters.flatMap(({ parameter_name: name }, index) => {
      const read = props.safeParse(components[index]?.["props"]);
      return name && read.success ? [[name, limitOf(read.data)] as const] : [];
    }),
  );
}

function limitOf(component: z.infer<typeof props>): Limit {
  const { minimum, maximum, step, choices, allow_custom_value, max_length } = component;
  const sent = choices?.map((choice) => (Array.isArray(choice) ? choice[1] : choice));
  return {
    min: minimum ?? null,
    max: maximum ?? null,
    step: step ?? null,
    choices: allow_custom_value ? null : (sent ?? null),
    maxLength: max_length ?? null,
  };
}

/**
 * What is wrong with the first value that the app does not take, as the end of a sentence about it; null: it takes all
 * of them.
 */
export function findViolation(
  limits: ReadonlyMap<string, Limit>,
  values: Readonly<Record<string, unknown>>,
): string | null {
  for (const [name, value] of Object.entries(values)) {
    const limit = limits.get(name);
    const accepted = limit && acceptedText(limit, value);
    if (accepted) return `takes ${accepted} as ${name}, and not ${JSON.stringify(value)}`;
  }
  return null;
}

function acceptedText({ min, max, choices }: Limit, value: unknown): string | null {
  if (typeof value === "number" && min !== null && value < min) return `no less than ${min}`;
  if (typeof value === "number" && max !== null && value > max) return `no more than ${max}`;
  if (!choices || Array.isArray(value)) return null;
  const isOne = choices.some((choice) => isDeepStrictEqual(choice, value));
  return isOne ? null : `one of ${JSON.stringify(choices).slice(1, -1).slice(0, 200)}`;
}
