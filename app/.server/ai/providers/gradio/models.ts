import { z } from "zod";
import { shapeIds, shapes } from "~/domain/shapes";
import { gradio, type GradioRoute } from "~/.server/ai/catalog/gradio-route";
import {
  completeModel,
  draftModel,
  type DraftModel,
  gradioFile,
  type GradioModel,
  isComplete,
} from "./model-schema";
import { fillPlaceholders, placeholdersIn } from "./placeholders";
import { type GradioSpace, nameOfAddress } from "./spaces";
import { editModel, imageModel, videoModel } from "~/.server/ai/catalog/define-model";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** What a file says. */
export interface GradioFile {
  /** Apps that it names with their addresses. */
  spaces: GradioSpace[];
  /** Models of which it says everything. */
  models: ModelDefinition[];
  /** Models of which it says some things: the rest is read from their apps. */
  drafts: DraftModel[];
}

/**
 * Reads the text of a file that GRADIO_SPACES names: apps of one's own, and models of apps. Pure. Throws an Error that
 * says what is wrong and where. docs/gradio.md has the form of the file.
 *
 * `parameters` are those of the endpoint in the app's own `/info`, by name. `{…}` stands for what the person chose:
 * prompt, negativePrompt, count, shape, width, height, seed, durationSeconds, resolution, steps, guidance; alone
 * (`"{width}"` is a number), inside of a longer text (`"oil painting of {prompt}"`), or somewhere in a list or an
 * object. `{{prompt}}` is sent as `{prompt}`. A seed and what to leave out are offered when a parameter takes them.
 * `source` names the parameter for the picture of an edit, or that a video begins with; with `[]` behind it, it takes a
 * list. `output.as` is `image`, `gallery` or `video`.
 */
export function readGradioFile(text: string): GradioFile {
  const read = parse(gradioFile, JSON.parse(text));
  const spaces = read.apps.map(({ address, space, token, user, password }) => ({
    id: space ?? nameOfAddress(address),
    address: address.replace(/\/+$/, ""),
    ...(token && { token }),
    ...(user && password && { login: { user, password } }),
  }));
  const ofApps = read.apps.flatMap(({ models = [] }, index) =>
    models.map((described) => ({ space: spaces[index]?.id, ...described })),
  );
  const all: object[] = [...ofApps, ...read.models];
  return {
    spaces,
    models: all.filter(isComplete).map(definitionOf),
    drafts: all.filter((each) => !isComplete(each)).map((each) => parse(draftModel, each)),
  };
}

/** The model that a complete description is of. Throws an Error that says what is wrong with it. */
export function definitionOf(described: unknown): ModelDefinition {
  return modelOf(parse(completeModel, described));
}

/** Whether something that a person chooses goes into one of the parameters. */
export const isUsed = (parameters: unknown, slot: string) =>
  placeholdersIn(parameters).includes(slot);

function parse<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const read = shape.safeParse(value);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  return read.data;
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
