import { readFileSync } from "node:fs";
import { readGradioModels } from "./gradio-models";
import { readGradioSpaces, type GradioSpace } from "./gradio-spaces";
import type { ModelDefinition } from "./registry";

export interface GradioSetting {
  /** Null: Gradio is off. */
  spaces: GradioSpace[] | null;
  /** Of apps that Easel does not know, described in files. */
  models: ModelDefinition[];
  /** One line for each thing that cannot be read. */
  problems: string[];
}

/** Reads GRADIO_SPACES, and the files that it names. `taken` are the ids of models that exist already. */
export function readGradioSetting(text: string | null, taken: ReadonlySet<string>): GradioSetting {
  if (text === null) return { spaces: null, models: [], problems: [] };
  const { spaces, modelFiles, problems } = readGradioSpaces(text);
  const models = modelFiles.flatMap((file) => readModelFile(file, problems));
  const ids = new Set(taken);
  for (const { card } of models) {
    if (ids.has(card.id)) problems.push(`GRADIO_SPACES: there is a model ${card.id} already`);
    ids.add(card.id);
  }
  return { spaces, models, problems };
}

function readModelFile(file: string, problems: string[]): ModelDefinition[] {
  try {
    return readGradioModels(readFileSync(file, "utf8"));
  } catch (error) {
    problems.push(`GRADIO_SPACES: ${file}: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}
