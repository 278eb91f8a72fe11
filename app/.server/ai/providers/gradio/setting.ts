import { readFileSync } from "node:fs";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import type { DraftModel } from "./model-schema";
import { type GradioFile, readGradioFile } from "./models";
import { readGradioSpaces, type GradioSpace } from "./spaces";
import { slugOf } from "./understand";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** Apps whose models are read from the apps themselves, with what the administrator has said of these models. */
export type OwnApps = ReadonlyMap<string, readonly DraftModel[]>;

export interface GradioSetting {
  /** Null: Gradio is off. */
  spaces: GradioSpace[] | null;
  /** Of apps that Easel does not know, described in files. */
  models: ModelDefinition[];
  /** By Space. */
  own: OwnApps;
  /** One line for each thing that cannot be read. */
  problems: string[];
}

/** Reads GRADIO_SPACES, and the files that it names. `known` are the models that exist already. */
export function readGradioSetting(
  text: string | null,
  known: readonly ModelDefinition[],
): GradioSetting {
  if (text === null) return { spaces: null, models: [], own: new Map(), problems: [] };
  const { spaces: named, modelFiles, problems } = readGradioSpaces(text);
  const files = modelFiles.flatMap((file) => readFile(file, problems));
  const spaces = [...named, ...files.flatMap((file) => file.spaces)];
  const models = files.flatMap((file) => file.models);
  const drafts = files.flatMap((file) => file.drafts);
  const own = ownApps(spaces, drafts, [...known, ...models]);
  problems.push(
    ...repeated(spaces.map(({ id }) => id)).map((id) => `GRADIO_SPACES: ${id} is named twice`),
    ...repeated(
      [...known, ...models].map(({ card }) => card.id).concat(drafts.flatMap(({ id }) => id ?? [])),
    ).map((id) => `GRADIO_SPACES: there is a model ${id} already`),
    ...unnamed(spaces, models, drafts),
  );
  return { spaces, models, own, problems };
}

/** Whether a model of that id may come of an app that is still to be read. */
export const mayBeOwn = (own: OwnApps, id: string) =>
  [...own].some(
    ([space, drafts]) =>
      id.startsWith(`${slugOf(space).slice(0, 50)}-`) || drafts.some((draft) => draft.id === id),
  );

/** Apps with models of which not everything is said, and those that no model is of: Easel reads what they make. */
function ownApps(
  spaces: readonly GradioSpace[],
  drafts: readonly DraftModel[],
  all: readonly ModelDefinition[],
): OwnApps {
  const used = new Set(
    all.flatMap(({ routes }) =>
      routes.filter(isGradioRoute).map(({ upstreamModel }) => upstreamModel),
    ),
  );
  const described = Map.groupBy(drafts, ({ space }) => space);
  return new Map(
    spaces
      .filter(({ id }) => described.has(id) || !used.has(id))
      .map(({ id }) => [id, described.get(id) ?? []]),
  );
}

/** Models of apps that are not named would never be of use. */
function unnamed(
  spaces: readonly GradioSpace[],
  models: readonly ModelDefinition[],
  drafts: readonly DraftModel[],
): string[] {
  const named = new Set(spaces.map(({ id }) => id));
  const apps = [
    ...models.flatMap(({ card, routes }) =>
      routes
        .filter(isGradioRoute)
        .map(({ upstreamModel }) => ({ id: card.id, app: upstreamModel })),
    ),
    ...drafts.map(({ id, endpoint, space }) => ({ id: id ?? endpoint ?? "described", app: space })),
  ];
  return apps
    .filter(({ app }) => !named.has(app))
    .map(({ id, app }) => `GRADIO_SPACES: the model ${id} is of ${app}: name that too`);
}

const repeated = (ids: readonly string[]) => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) < index)),
];

function readFile(file: string, problems: string[]): GradioFile | [] {
  try {
    return readGradioFile(readFileSync(file, "utf8"));
  } catch (error) {
    problems.push(`GRADIO_SPACES: ${file}: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}
