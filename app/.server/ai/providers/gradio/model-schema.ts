import { z } from "zod";
import { generationKinds } from "~/domain/generation";
import { modelTiers } from "~/domain/models";
import { shapeIds } from "~/domain/shapes";
import { isPlaceholder, placeholderNames, placeholdersIn } from "./placeholders";
import { gradioAddress, spaceName } from "./spaces";

const shortText = (max: number) => z.string().trim().min(1).max(max);
/** A number to choose, in the words of the file. */
const range = z.strictObject({
  least: z.number(),
  most: z.number(),
  step: z.number().positive(),
  usual: z.number(),
  label: shortText(30).optional(),
});
const choice = range.transform(({ least, most, step, usual, label }) => ({
  ...{ min: least, max: most, step, default: usual },
  ...(label && { label }),
}));
const space = z.string().regex(spaceName, "must be a Space such as owner/space");

const fields = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "must be lower case letters, digits and hyphens"),
  kind: z.enum(generationKinds),
  name: shortText(60),
  bestFor: shortText(200),
  tier: z.enum(modelTiers),
  typicalSeconds: z.number().positive().max(3600),
  priceCredits: z.int().min(0).max(1_000_000).optional(),
  shapes: z.array(z.enum(shapeIds)).min(1).optional(),
  durations: z.array(z.number().positive()).min(1).optional(),
  resolutions: z.array(shortText(20)).min(1).optional(),
  steps: choice.optional(),
  guidance: choice.optional(),
  app: shortText(60).optional(),
  space,
  endpoint: z.string().regex(/^\/[\w-]+$/, "must be such as /infer"),
  parameters: z.record(z.string(), z.json()),
  source: z
    .string()
    .regex(/^\w+(\[\])?$/)
    .optional(),
  output: z.strictObject({ index: z.int().min(0), as: z.enum(["image", "gallery", "video"]) }),
  outputs: z.int().min(1).max(4).default(1),
};

/** A model of which everything is said. */
export const completeModel = z.strictObject(fields).superRefine((described, context) => {
  const report = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  const used = new Set(placeholdersIn(described.parameters));
  const choices = {
    durationSeconds: "durations",
    resolution: "resolutions",
    steps: "steps",
    guidance: "guidance",
  } as const;
  for (const [placeholder, field] of Object.entries(choices))
    if (used.has(placeholder) && !described[field])
      report(field, `is missing, because a parameter is {${placeholder}}`);
  for (const message of unknownPlaceholders(described.parameters)) report("parameters", message);
  if (described.kind === "edit" && !described.source)
    report("source", "is missing: which parameter takes the picture?");
  if (described.kind === "image" && described.source)
    report("source", "is not for a model that works from words");
  if (described.outputs > 1 && described.output.as !== "gallery")
    report("outputs", "must be 1, unless the output is a gallery");
  if ((described.kind === "video") !== (described.output.as === "video"))
    report("output", `does not fit a model of kind ${described.kind}`);
});
export type GradioModel = z.output<typeof completeModel>;
/** As it stands in a file. */
export type CompleteModel = z.input<typeof completeModel>;

/** A model of which some things are said: the rest is read from its app. */
const partialFields = {
  ...z.strictObject(fields).partial().shape,
  outputs: fields.outputs.unwrap().optional(),
  steps: range.partial().optional(),
  guidance: range.partial().optional(),
};
const checkParameters = z
  .record(z.string(), z.json())
  .superRefine((parameters, context) => {
    for (const message of unknownPlaceholders(parameters))
      context.addIssue({ code: "custom", message });
  })
  .optional();
export const draftModel = z.strictObject({ ...partialFields, space, parameters: checkParameters });
export type DraftModel = z.output<typeof draftModel>;

/** What must be said for nothing to be left to read. */
const needed = Object.entries(fields).flatMap(([name, field]) =>
  field.safeParse(undefined).success ? [] : [name],
);

/** Whether a description in a file says everything, so that its app need not be read to know the model. */
export function isComplete(described: unknown): boolean {
  const written = Object.keys(Object(described) as object);
  return needed.every((name) => written.includes(name));
}

const credential = z.string().min(1).max(1000);
const app = z
  .strictObject({
    address: gradioAddress,
    space: space.optional(),
    token: credential.optional(),
    user: credential.optional(),
    password: credential.optional(),
    models: z.array(z.looseObject({})).optional(),
  })
  .refine(({ user, password }) => !user === !password, "user and password belong together")
  .refine(({ token, user }) => !token || !user, "either a token, or a user and a password");

/** A file that GRADIO_SPACES names. */
export const gradioFile = z
  .strictObject({
    apps: z.array(app).default([]),
    models: z.array(z.looseObject({})).default([]),
  })
  .refine(({ apps, models }) => apps.length + models.length > 0, "names no app and no model");

function unknownPlaceholders(parameters: Readonly<Record<string, unknown>>): string[] {
  return [...new Set(placeholdersIn(parameters))]
    .filter((name) => !isPlaceholder(name))
    .map((name) => `{${name}} is not known; known are ${placeholderNames.join(", ")}`);
}
