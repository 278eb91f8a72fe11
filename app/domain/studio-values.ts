import { roomFields } from "./frame-fields";
import type { ModelCard } from "./models";
import { slotFields } from "./picture-slots";
import { soundChoices } from "./prices";
import type { ShapeId } from "./shapes";

/** What the studio's form starts with. Settings that the model does not have are empty. */
export interface StudioValues extends SlotValues, RoomValues {
  model: string;
  prompt: string;
  negativePrompt: string;
  shape: ShapeId | "";
  count: number;
  /** Of these four, digits as typed or chosen; empty for the usual one, or a new seed each time. */
  durationSeconds: string;
  steps: string;
  guidance: string;
  seed: string;
  resolution: string;
  sound: string;
  /** The picture that it is made from; empty for none. */
  sourceMediaId: string;
  /** What was chosen that this model does not take: a picture where it goes on from a video, or the other way round. */
  asideMediaId: string;
  /** The mask that says which part of it is to change; empty for none. */
  maskId: string;
}

/** Further pictures by the fields of `picture-slots.ts`; empty for none. */
type SlotValues = Record<(typeof slotFields)[number], string>;

/** The room on each side as typed; empty for none. */
type RoomValues = Record<(typeof roomFields)[number], string>;

type SelectableModel = Pick<
  ModelCard,
  | "id"
  | "prompt"
  | "source"
  | "film"
  | "shapes"
  | "maxOutputs"
  | "durations"
  | "resolutions"
  | "hasSoundSwitch"
  | "tier"
  | "builtIn"
> & { enabled: boolean };

/**
 * Takes what fits the model, whoever gives it (a link, a kept draft, a refused form), and the usual for the rest. What
 * was typed stays as it is, also where it is too long: only its owner shortens it. Without a known model it is the
 * first of `preferred` that can be used, else the first quick AI model, else any AI model, else a built-in one; with a
 * source picture the first of these that takes one, and with a prompt the first that takes words. What goes on from a
 * video is only taken where it is named.
 */
export function initialStudioValues(
  models: readonly SelectableModel[],
  given: Readonly<Record<string, string | undefined>>,
  preferred: readonly string[] = [],
): StudioValues {
  const { prompt = "", negativePrompt = "", steps = "", guidance = "", seed = "" } = given;
  const { sourceMediaId = "", asideMediaId = "", maskId = "" } = given;
  const inOrder = byPreference(
    models.filter(({ film }) => !film),
    preferred,
  );
  const model =
    models.find(({ id }) => id === given.model) ??
    inOrder.find(
      (each) =>
        each.enabled &&
        (!sourceMediaId || each.source !== "none") &&
        (!prompt || each.prompt !== "none"),
    ) ??
    inOrder.find(({ enabled }) => enabled) ??
    inOrder[0] ??
    models[0];
  const count = /^[1-4]$/.test(given.count ?? "") ? Number(given.count) : 1;
  return {
    model: model?.id ?? "",
    prompt,
    negativePrompt,
    shape: supportedChoice(model?.shapes, given.shape) ?? "",
    count: Math.min(count, model?.maxOutputs ?? 1),
    durationSeconds: supportedChoice(model?.durations.map(String), given.durationSeconds) ?? "",
    resolution: supportedChoice(model?.resolutions, given.resolution) ?? "",
    sound: supportedChoice(model?.hasSoundSwitch ? soundChoices : [], given.sound) ?? "",
    steps,
    guidance,
    seed,
    sourceMediaId,
    asideMediaId,
    maskId,
    ...(Object.fromEntries(roomFields.map((field) => [field, given[field] ?? ""])) as RoomValues),
    ...(Object.fromEntries(slotFields.map((field) => [field, given[field] ?? ""])) as SlotValues),
  };
}

/**
 * The same with what its model takes as what it is made from, and what was chosen besides laid aside, so that nothing
 * is lost by looking at models. A model that works from words alone changes nothing.
 */
export function arrangeSource(
  values: StudioValues,
  models: readonly Pick<ModelCard, "id" | "source" | "film">[],
  isFilm: (id: string) => boolean,
): StudioValues {
  const { sourceMediaId: chosen, asideMediaId: aside } = values;
  const model = models.find(({ id }) => id === values.model);
  if (!model || model.source === "none") return values;
  const fits = (id: string) => id !== "" && isFilm(id) === Boolean(model.film);
  if (fits(chosen)) return values;
  if (fits(aside)) return { ...values, sourceMediaId: aside, asideMediaId: chosen };
  return { ...values, sourceMediaId: "", asideMediaId: chosen || aside };
}

/** The preferred ones in their order, then quick AI models, other AI models, what is built in, what takes no words. */
function byPreference<Model extends SelectableModel>(
  models: readonly Model[],
  preferred: readonly string[],
): Model[] {
  const rankOf = ({ id, tier, builtIn, prompt }: Model) => {
    const at = preferred.indexOf(id);
    if (at >= 0) return at;
    return preferred.length + (prompt === "none" ? 3 : builtIn ? 2 : tier === "quick" ? 0 : 1);
  };
  return models.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** The one that was wanted, else the usual one, which comes first. */
function supportedChoice<Choice extends string>(
  choices: readonly Choice[] | undefined,
  wanted: string | undefined,
): Choice | undefined {
  return choices?.find((choice) => choice === wanted) ?? choices?.[0];
}
