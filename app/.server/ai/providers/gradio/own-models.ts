import { z } from "zod";
import { isDeepStrictEqual } from "node:util";
import type { AppFacts } from "./examine";
import type { CompleteModel } from "./model-schema";
import { definitionOf } from "./models";
import type { OwnApps } from "./setting";
import type { GradioSpace } from "./spaces";
import { understand } from "./understand";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** Keeps what apps last said of their models, for the next start and for other processes. */
export interface AppMemory {
  /** What is kept, by Space. Errors: unavailable. */
  recall(): Promise<ReadonlyMap<string, unknown>>;
  /** Errors: unavailable. */
  remember(space: string, models: readonly CompleteModel[]): Promise<void>;
}

export interface OwnModelsOptions {
  own: OwnApps;
  /** Ids that are taken. */
  takenIds: ReadonlySet<string>;
  memory: AppMemory;
  /** Hears in one line what an app was understood to make. */
  tell(line: string): void;
  /** Hears of trouble. */
  log(line: string): void;
}

/** The models of apps that Easel reads by itself. */
export interface OwnModels {
  /** As of now. */
  models(): readonly ModelDefinition[];
  /** Learns what an app makes. The problems are a line each. */
  learn(space: GradioSpace, facts: AppFacts): Promise<string[]>;
  /** Takes over what this or another process has kept of apps that have not been heard here. */
  recall(): Promise<void>;
}

/** Models are kept before they are offered, so that whichever process works on a request for one knows it. */
export function createOwnModels(options: OwnModelsOptions): OwnModels {
  const { own, takenIds, memory, tell, log } = options;
  const described = new Map<string, readonly CompleteModel[]>();
  const definitions = new Map<string, readonly ModelDefinition[]>();
  /** Apps whose models could not be kept yet: tried again whenever the app is heard. */
  const unkept = new Set<string>();

  const keep = (space: string, models: readonly CompleteModel[]): string[] => {
    const problems: string[] = [];
    const ids = new Set(takenIds);
    for (const [other, ofOther] of definitions)
      if (other !== space) for (const { card } of ofOther) ids.add(card.id);
    const read = models.flatMap((model) => {
      try {
        if (ids.has(model.id)) throw new Error(`there is a model ${model.id} already`);
        ids.add(model.id);
        return definitionOf(model);
      } catch (error) {
        const reason =
          error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : "unreadable";
        problems.push(`the model ${model.id} is not offered: ${reason.slice(0, 300)}`);
        return [];
      }
    });
    described.set(space, models);
    definitions.set(space, read);
    return problems;
  };

  return {
    models: () => [...definitions.values()].flat(),
    async learn(space, facts) {
      const drafts = own.get(space.id);
      if (!drafts) return [];
      const { models, line, problems } = understand(facts, space, drafts);
      const isNew = !isDeepStrictEqual(described.get(space.id), models);
      if (isNew && models.length > 0) tell(`GRADIO_SPACES: ${line}`);
      if ((isNew || unkept.has(space.id)) && models.length > 0) {
        unkept.add(space.id);
        await memory.remember(space.id, models).then(
          () => unkept.delete(space.id),
          (error: unknown) =>
            log(`GRADIO_SPACES: what ${space.id} makes could not be kept: ${String(error)}`),
        );
      }
      return [...problems, ...keep(space.id, models)];
    },
    async recall() {
      if (own.size === 0) return;
      const kept = await memory.recall().catch(() => new Map<string, unknown>());
      for (const [space, models] of kept) {
        const isUnread = own.has(space) && !described.has(space);
        const read = z.array(z.custom<CompleteModel>()).safeParse(models).data;
        if (isUnread && read) keep(space, read);
      }
    },
  };
}
