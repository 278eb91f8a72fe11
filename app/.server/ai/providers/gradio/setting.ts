import { readFileSync } from "node:fs";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import { readGradioModels } from "./models";
import { readGradioSpaces, type GradioSpace } from "./spaces";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

export interface GradioSetting {
  /** Null: Gradio is off. */
  spaces: GradioSpace[] | null;
  /** Of apps that Easel does not know, described in files. */
  models: ModelDefinition[];
  /** One line for each thing that cannot be read. */
  problems: string[];
}

/** Reads GRADIO_SPACES, and the files that it names. `known` are the models that exist already. */
export function readGradioSetting(
  text: string | null,
  known: readonly ModelDefinition[],
): GradioSetting {
  if (text === null) return { spaces: null, models: [], problems: [] };
  const { spaces, modelFiles, problems } = readGradioSpaces(text);
  const models = modelFiles.flatMap((file) => readModelFile(file, problems));
  const ids = new Set(known.map(({ card }) => card.id));
  for (const { card } of models) {
    if (ids.has(card.id)) problems.push(`GRADIO_SPACES: there is a model ${card.id} already`);
    ids.add(card.id);
  }
  problems.push(...mismatches(spaces, models, [...known, ...models]));
  return { spaces, models, problems };
}

/** Apps that no model is made by, and models of apps that are not named: neither would ever be of use. */
function mismatches(
  spaces: readonly GradioSpace[],
  described: readonly ModelDefinition[],
  all: readonly ModelDefinition[],
): string[] {
  const appsOf = (models: readonly ModelDefinition[]) =>
    models.flatMap(({ card, routes }) =>
      routes.filter(isGradioRoute).map(({ upstreamModel }) => ({ card, app: upstreamModel })),
    );
  const named = new Set(spaces.map(({ id }) => id));
  const used = new Set(appsOf(all).map(({ app }) => app));
  return [
    ...spaces
      .filter(({ id }) => !used.has(id))
      .map(({ id }) => `GRADIO_SPACES: no model is of ${id}: describe one in a .json file`),
    ...appsOf(described)
      .filter(({ app }) => !named.has(app))
      .map(({ card, app }) => `GRADIO_SPACES: the model ${card.id} is of ${app}: name that too`),
  ];
}

function readModelFile(file: string, problems: string[]): ModelDefinition[] {
  try {
    return readGradioModels(readFileSync(file, "utf8"));
  } catch (error) {
    problems.push(`GRADIO_SPACES: ${file}: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}
