import { z } from "zod";
import { type ModelCard, type NumberRange, type SeedRange, seedMessage } from "~/domain/models";
import { hasRoom, roomIn, settingsOfRoom } from "~/domain/frame";
import { frameUnits } from "~/domain/frame-fields";
import { soundChoices } from "~/domain/prices";
import type { ShapeId } from "~/domain/shapes";
import type { ChosenSettings } from "../port";

/** Pixels of each shape. */
export type Sizes = Readonly<Record<ShapeId, { readonly width: number; readonly height: number }>>;

/**
 * Whitelists what a person chose of a model, by what its card offers. Gives the settings to store: only what the model
 * has, with the card's usual value for what was left open, and the shape's pixels from `sizes` (null: the model is told
 * the shape alone). Refuses each field with a sentence. A shape or a seed for a model without any is left out, because
 * every form carries one.
 */
export function settingsSchema(
  card: ModelCard,
  sizes: Sizes | null,
): z.ZodType<Record<string, unknown>, ChosenSettings> {
  return z
    .object({
      prompt: z.string().max(card.maxPromptLength, promptMessage(card)),
      shape: card.shapes.length > 0 ? z.enum(card.shapes, shapeMessage) : z.string(),
      count: wholeNumber(1, card.maxOutputs, countMessage(card)),
      seed: card.hasSeed ? seedWithin(card.seedRange) : z.number(),
      negativePrompt: card.hasNegativePrompt
        ? z.string()
        : z.string().max(0, "This model does not take what to leave out."),
      durationSeconds: oneOf(card.durations, "length", "seconds"),
      resolution: oneOf(card.resolutions, "resolution"),
      steps: within(card.steps, "steps"),
      guidance: within(card.guidance, "guidance"),
      sound: oneOf(card.hasSoundSwitch ? soundChoices : [], "sound"),
      ...roomFields,
    })
    .transform(({ prompt: _prompt, count: _count, negativePrompt: _words, ...all }) => {
      const { frameUnit, frameLeft, frameRight, frameTop, frameBottom, ...chosen } = all;
      const room = roomIn({ frameUnit, frameLeft, frameRight, frameTop, frameBottom });
      // Room on some sides stands in place of a shape.
      if (card.frame && hasRoom(room))
        return withoutUnset({
          ...chosen,
          shape: undefined,
          seed: card.hasSeed ? chosen.seed : undefined,
          ...settingsOfRoom(room),
        });
      const shape = card.shapes.find((id) => id === chosen.shape);
      const size = shape && sizes?.[shape];
      const seed = card.hasSeed ? chosen.seed : undefined;
      return withoutUnset({ ...chosen, shape, width: size?.width, height: size?.height, seed });
    });
}

const side = z.number().optional();
const roomFields = {
  frameLeft: side,
  frameRight: side,
  frameTop: side,
  frameBottom: side,
  frameUnit: z.enum(frameUnits).optional(),
};

function promptMessage({ maxPromptLength: limit }: ModelCard): string {
  const longest = limit.toLocaleString("en-US");
  return `This model takes up to ${longest} characters. Shorten your prompt, or choose another model.`;
}

const shapeMessage = "This model cannot make this shape. Choose one of those shown.";

/** Says how many files may be asked for at once. */
export function countMessage({ kind, maxOutputs }: Pick<ModelCard, "kind" | "maxOutputs">): string {
  const what = kind === "video" ? "video" : "picture";
  return maxOutputs === 1
    ? `This model makes one ${what} at a time.`
    : `Choose 1 to ${maxOutputs} ${what}s.`;
}

const seedWithin = (range: SeedRange) => wholeNumber(range.min, range.max, seedMessage(range));

const wholeNumber = (min: number, max: number, message: string) =>
  z.int(message).min(min, message).max(max, message);

/** One of a list, the first one when nothing was chosen. */
function oneOf<T extends number | string>(choices: readonly T[], what: string, unit?: string) {
  const list = new Intl.ListFormat("en", { type: "disjunction" }).format(choices.map(String));
  const [first] = choices;
  const message =
    first === undefined
      ? `This model chooses the ${what} itself.`
      : `Choose a ${what} of ${[list, unit].join(" ").trim()}.`;
  return z
    .custom<T>((value) => choices.some((choice) => choice === value), message)
    .optional()
    .transform((value) => value ?? first);
}

function within(choice: NumberRange | null, what: "steps" | "guidance") {
  const name = choice?.label ? `“${choice.label}”` : what;
  const message = choice ? rangeMessage(choice, name) : `This model has no ${what} to choose.`;
  return z
    .custom<number>(
      (value) => choice !== null && typeof value === "number" && isWithin(value, choice),
      message,
    )
    .optional()
    .transform((value) => value ?? choice?.default);
}

function rangeMessage({ min, max, step }: NumberRange, what: string): string {
  const steps = step === 1 ? "a whole number" : `a number in steps of ${step}`;
  return `Choose ${what} from ${min} to ${max}, ${steps}.`;
}

function isWithin(value: number, { min, max, step }: NumberRange): boolean {
  const steps = (value - min) / step;
  return value >= min && value <= max && Math.abs(steps - Math.round(steps)) < 1e-9;
}

function withoutUnset(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
