import { z } from "zod";
import type { WatchedProvider } from "~/domain/model-watch";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import type { AiProvider } from "~/.server/ai/port";
import { compareRoute } from "./compare-route";
import type { ListedRoute, ReadList, WatchedRoute } from "./listed-routes";

/** What providers last said, kept for every process. Errors: unavailable. */
export interface WatchMemory {
  /** Whether it is this process's turn to ask that provider. */
  begin(provider: string): Promise<boolean>;
  note(provider: string, said: { told: object } | { trouble: string }): Promise<void>;
  read(): Promise<readonly KeptList[]>;
}

interface KeptList {
  provider: string;
  told: unknown;
  toldAt: Date | null;
  trouble: string | null;
}

export interface ModelWatchOptions {
  /** By the provider's name. */
  lists: ReadonlyMap<string, ReadList>;
  providers: readonly Pick<AiProvider, "name" | "displayName">[];
  definitions(): readonly ModelDefinition[];
  memory: WatchMemory;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface ModelWatch {
  /**
   * Asks each provider whose time it is what became of the routes to it, and keeps what it says. Changes nothing else.
   * Of many processes one asks. Gives the names of those that were asked. Error: unavailable.
   */
  check(signal: AbortSignal): Promise<string[]>;
  /** What was last said, beside what Easel reckons with. Error: unavailable. */
  read(): Promise<WatchedProvider[]>;
  /** Ends what is being asked. */
  stop(): void;
}

const kept = z.array(
  z.object({
    route: z.string(),
    isThere: z.boolean(),
    usd: z.number().nullable(),
    per: z.string().nullable(),
  }),
);

/** Watches the providers' own lists of models and prices. */
export function createModelWatch(options: ModelWatchOptions): ModelWatch {
  const { lists, memory } = options;
  const closing = new AbortController();
  return {
    stop: () => closing.abort(),
    async check(signal) {
      const asked: string[] = [];
      for (const [provider, readList] of lists) {
        const routes = routesOf(options, provider);
        if (signal.aborted || routes.length === 0) continue;
        if (!(await memory.begin(provider))) continue;
        const until = AbortSignal.any([signal, closing.signal]);
        const said = await askOne(routes, readList, until);
        if (closing.signal.aborted) break;
        await memory.note(provider, said);
        report(options, provider, routes, said);
        asked.push(provider);
      }
      return asked;
    },
    async read() {
      const all = await memory.read();
      return [...lists.keys()].map((name) => {
        const { told, toldAt, trouble } = all.find(({ provider }) => provider === name) ?? nothing;
        return {
          name: options.providers.find((provider) => provider.name === name)?.displayName ?? name,
          checkedAt: toldAt?.toISOString() ?? null,
          trouble,
          routes: compareAll(routesOf(options, name), kept.safeParse(told).data ?? []),
        };
      });
    },
  };
}

const nothing = { told: null, toldAt: null, trouble: null };

/** The routes to a provider, each once. */
function routesOf({ definitions }: ModelWatchOptions, provider: string): WatchedRoute[] {
  const own = definitions().flatMap((definition) =>
    definition.routes.flatMap((route) =>
      route.provider === provider ? [[route.id, { route, definition }] as const] : [],
    ),
  );
  return [...new Map(own).values()];
}

const compareAll = (routes: readonly WatchedRoute[], told: readonly ListedRoute[]) =>
  routes.map((watched) =>
    compareRoute(
      watched,
      told.find(({ route }) => route === watched.route.id),
    ),
  );

type Said = { told: ListedRoute[] } | { trouble: string };

async function askOne(
  routes: readonly WatchedRoute[],
  readList: ReadList,
  signal: AbortSignal,
): Promise<Said> {
  try {
    const told = await readList(routes, signal);
    // No provider takes back all it has on one day: its list is not what it was.
    if (told.every(({ isThere }) => !isThere))
      return { trouble: "its list has none of our routes" };
    return { told };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { trouble: words.slice(0, 300) || "unknown" };
  }
}

/** Says in the log what somebody should look at. */
function report(
  { log }: ModelWatchOptions,
  provider: string,
  routes: readonly WatchedRoute[],
  said: Said,
): void {
  if ("trouble" in said)
    return log("A provider's list of models could not be read", { provider, ...said });
  const compared = compareAll(routes, said.told);
  const [gone, dearer] = (["gone", "dearer"] as const).map((state) =>
    compared.flatMap((each) => (each.state === state ? each.route : [])),
  );
  if (compared.some(({ state }) => state === "gone" || state === "dearer"))
    log("A provider no longer has some routes, or asks more for them: see /admin/models", {
      ...{ provider, gone, dearer },
    });
}
