import { z } from "zod";
import { generationKinds } from "~/domain/generation";
import { modelTiers } from "~/domain/models";
import { shapeIds, shapes } from "~/domain/shapes";
import { gradio, type GradioRoute } from "~/.server/ai/catalog/gradio-route";
import { fillPlaceholders, isPlaceholder, placeholderNames, placeholdersIn } from "./placeholders";
import { spaceName } from "./spaces";
import { editModel, imageModel, videoModel } from "~/.server/ai/catalog/define-model";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

const shortText = (max: number) => z.string().trim().min(1).max(max);
/** A number to choose, in the words of the file. */
const choice = z
  .strictObject({
    least: z.number(),
    most: z.number(),
    step: z.number().positive(),
    usual: z.number(),
  })
  .transform(({ least, most, step, usual }) => ({ min: least, max: most, step, default: usual }));

const model = z
  .strictObject({
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
    space: z.string().regex(spaceName, "must be a Space such as owner/space"),
    endpoint: z.string().regex(/^\/[\w-]+$/, "must be such as /infer"),
    parameters: z.record(z.string(), z.json()),
    source: z
      .string()
      .regex(/^\w+(\[\])?$/)
      .optional(),
    output: z.strictObject({ index: z.int().min(0), as: z.enum(["image", "gallery", "video"]) }),
    outputs: z.int().min(1).max(4).default(1),
  })
  .superRefine((described, context) => {
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
    for (const placeholder of used)
      if (!isPlaceholder(placeholder))
        report(
          "parameters",
          `{${placeholder}} is not known; known are ${placeholderNames.join(", ")}`,
        );
    if (described.kind === "edit" && !described.source)
      report("source", "is missing: which parameter takes the picture?");
    if (described.kind === "image" && described.source)
      report("source", "is not for a model that works from words");
    if (described.outputs > 1 && described.output.as !== "gallery")
      report("outputs", "must be 1, unless the output is a gallery");
    if ((described.kind === "video") !== (described.output.as === "video"))
      report("output", `does not fit a model of kind ${described.kind}`);
  });
type GradioModel = z.infer<typeof model>;

const file = z.strictObject({ models: z.array(model).min(1) });

/**
 * Reads the text of a file that describes models of Gradio apps which Easel does not know. Pure. Throws an Error that
 * says what is wrong and where. The app's address is no part of it: GRADIO_SPACES says
 * `our-team/painter=http://10.0.0.7:7860,/etc/easel/painter.json`.
 *
 * ```json
 * {
 *   "models": [
 *     {
 *       "id": "our-painter", "kind": "image", "name": "Our painter", "bestFor": "Posters in our own style.",
 *       "tier": "quick", "typicalSeconds": 8, "priceCredits": 500, "shapes": ["1:1", "16:9"],
 *       "steps": { "least": 1, "most": 8, "step": 1, "usual": 4 },
 *       "space": "our-team/painter", "endpoint": "/infer",
 *       "parameters": { "prompt": "{prompt}", "seed": "{seed}", "width": "{width}", "height": "{height}",
 *                       "steps": "{steps}", "randomize_seed": false },
 *       "output": { "index": 0, "as": "image" }, "outputs": 1
 *     }
 *   ]
 * }
 * ```
 *
 * `parameters` are those of the endpoint in the app's own `/info`, by name. `{…}` stands for what the person chose:
 * prompt, negativePrompt, count, shape, width, height, seed, durationSeconds, resolution, steps, guidance; alone
 * (`"{width}"` is a number), inside of a longer text (`"oil painting of {prompt}"`), or somewhere in a list or an
 * object. `{{prompt}}` is sent as `{prompt}`. A seed and what to leave out are offered when a parameter takes them.
 * `source` names the parameter for the picture of an edit, or that a video begins with; with `[]` behind it, it takes a
 * list. `output.as` is `image`, `gallery` or `video`.
 */
export function readGradioModels(text: string): ModelDefinition[] {
  const read = file.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(z.prettifyError(read.error));
  return read.data.models.map(modelOf);
}

function modelOf(described: GradioModel): ModelDefinition {
  const used = new Set(placeholdersIn(described.parameters));
  const hasSizes = used.has("width") || used.has("height");
  const {
    id,
    name,
    bestFor,
    tier,
    typicalSeconds,
    priceCredits,
    durations,
    resolutions,
    steps,
    guidance,
  } = described;
  const offered = hasSizes || used.has("shape") ? (described.shapes ?? shapeIds) : [];
  const card = {
    ...{ id, name, bestFor, tier, typicalSeconds },
    ...{
      shapes: offered,
      hasSeed: used.has("seed"),
      hasNegativePrompt: used.has("negativePrompt"),
    },
    ...(priceCredits !== undefined && { priceCredits }),
    ...(durations && { durations }),
    ...(resolutions && { resolutions }),
    ...(steps && { steps }),
    ...(guidance && { guidance }),
  };
  const routes = [routeOf(described)];
  if (described.kind === "image") return imageModel(card, routes, shapes);
  if (described.kind === "edit") return editModel(card, routes);
  const source = described.source ? "required" : "none";
  return videoModel({ ...card, source }, routes, hasSizes ? shapes : null);
}

function routeOf({
  app,
  space,
  endpoint,
  parameters,
  source,
  output,
  outputs,
}: GradioModel): GradioRoute {
  return gradio({
    space,
    appName: app,
    endpoint: { name: endpoint, output },
    parameters: (request) =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, fillPlaceholders(value, request)]),
      ),
    ...(source && {
      source: { name: source.replace(/\[\]$/, ""), isList: source.endsWith("[]") },
    }),
    outputs,
  });
}
