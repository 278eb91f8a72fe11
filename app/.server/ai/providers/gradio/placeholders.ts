import type { ModelRequest } from "~/.server/ai/port";

/** What `{…}` in a parameter may stand for. */
const placeholders = {
  prompt: (request) => request.prompt,
  negativePrompt: (request) => request.negativePrompt,
  count: (request) => request.outputCount,
  shape: ({ settings }) => settings["shape"],
  width: ({ settings }) => settings["width"],
  height: ({ settings }) => settings["height"],
  seed: ({ settings }) => settings["seed"],
  durationSeconds: ({ settings }) => settings["durationSeconds"],
  resolution: ({ settings }) => settings["resolution"],
  steps: ({ settings }) => settings["steps"],
  guidance: ({ settings }) => settings["guidance"],
} satisfies Record<string, (request: ModelRequest) => unknown>;
export type Placeholder = keyof typeof placeholders;
export const placeholderNames = Object.keys(placeholders) as Placeholder[];

/** `{{name}}` is no slot: it stands for `{name}`. */
const placeholderPattern = /\{\{(\w+)\}\}|\{(\w+)\}/g;

/** The names of the slots in a value, however deep, known or not. */
export function placeholdersIn(value: unknown): string[] {
  if (typeof value === "string")
    return [...value.matchAll(placeholderPattern)].flatMap(([, , name]) => name ?? []);
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(placeholdersIn)
    : [];
}

/**
 * A value with what was chosen in place of its slots. A text that is nothing but a slot becomes what that stands for,
 * with its type; in a longer text it becomes words. What a person wrote is never read for slots.
 */
export function fillPlaceholders(value: unknown, request: ModelRequest): unknown {
  if (typeof value === "string") return fillText(value, request);
  if (Array.isArray(value)) return value.map((each: unknown) => fillPlaceholders(each, request));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, fillPlaceholders(each, request)]),
  );
}

function fillText(text: string, request: ModelRequest): unknown {
  const [, whole] = /^\{(\w+)\}$/.exec(text) ?? [];
  if (whole && isPlaceholder(whole)) return placeholders[whole](request);
  return text.replaceAll(placeholderPattern, (found: string, escaped?: string, name?: string) => {
    if (escaped) return `{${escaped}}`;
    return name && isPlaceholder(name) ? String(placeholders[name](request) ?? "") : found;
  });
}

export function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(placeholders, name);
}
