import type { Database } from "../db/clients";
import type { AppMemory } from "./providers/gradio/own-models";
import type { WatchMemory } from "./watch/model-watch";

const apps = "gradio ";
const routes = "routes ";

/** Keeps what Gradio apps last said of their models in the database. Error: unavailable. */
export function createAppMemory(database: Database): AppMemory {
  const service = database.asService();
  return {
    async recall() {
      const facts = await service.call("outside_facts", { p_prefix: apps });
      return new Map(facts.map(({ source, told }) => [source.slice(apps.length), told]));
    },
    async remember(space, models) {
      await service.call("note_outside_facts", { p_source: apps + space, p_told: models });
    },
  };
}

/** Keeps what providers last said of their routes in the database. Error: unavailable. */
export function createWatchMemory(database: Database): WatchMemory {
  const service = database.asService();
  return {
    begin: async (provider) =>
      (await service.call("begin_outside_check", { p_source: routes + provider })) === true,
    async note(provider, said) {
      await service.call("note_outside_facts", {
        p_source: routes + provider,
        p_told: "told" in said ? said.told : null,
        p_trouble: "trouble" in said ? said.trouble : null,
      });
    },
    async read() {
      const facts = await service.call("outside_facts", { p_prefix: routes });
      return facts.map(({ source, told, toldAt, trouble }) => ({
        ...{ provider: source.slice(routes.length), told, toldAt, trouble },
      }));
    },
  };
}
