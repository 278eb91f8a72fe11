import type { ModelRequest } from "~/.server/ai/port";

/** What `{…}` in a parameter may stand for. */
const slots = {
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
export type Slot = keyof typeof slots;
export const slotNames = Object.keys(slots) as Slot[];

/** `{{name}}` is no slot: it stands for `{name}`. */
const anySlot = /\{\{(\w+)\}\}|\{(\w+)\}/g;

/** The names of the slots in a value, however deep, known or not. */
export function slotsIn(value: unknown): string[] {
  if (typeof value === "string")
    return [...value.matchAll(anySlot)].flatMap(([, , name]) => name ?? []);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(slotsIn) : [];
}

/**
 * A value with what was chosen in place of its slots. A text that is nothing but a slot becomes what that stands for,
 * with its type; in a longer text it becomes words. What a person wrote is never read for slots.
 */
export function fillSlots(value: unknown, request: ModelRequest): unknown {
  if (typeof value === "string") return fillText(value, request);
  if (Array.isArray(value)) return value.map((each: unknown) => fillSlots(each, request));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, fillSlots(each, request)]),
  );
}

function fillText(text: string, request: ModelRequest): unknown {
  const [, whole] = /^\{(\w+)\}$/.exec(text) ?? [];
  if (whole && isSlot(whole)) return slots[whole](request);
  return text.replaceAll(anySlot, (found: string, escaped?: string, name?: string) => {
    if (escaped) return `{${escaped}}`;
    return name && isSlot(name) ? String(slots[name](request) ?? "") : found;
  });
}

export function isSlot(name: string): name is Slot {
  return Object.hasOwn(slots, name);
}
