import { isGradioRoute } from "./catalog/gradio-route";
import { createAppReader } from "./providers/gradio/examine";
import { type GradioOffer, openGradioOffer } from "./providers/gradio/offer";
import { mayBeOwn, readGradioSetting } from "./providers/gradio/setting";
import { type AppMemory, createOwnModels } from "./providers/gradio/own-models";
import { onlyNamedSpaces } from "./providers/gradio/spaces";
import { createFalList } from "./watch/fal-list";
import { createHuggingFaceList } from "./watch/huggingface-list";
import type { ReadList } from "./watch/listed-routes";
import { createWavespeedList } from "./watch/wavespeed-list";
import type { AiProvider } from "./port";
import { createProviders, type ProviderKeys } from "./create-providers";
import type { ModelDefinition } from "./catalog/model-definition";

/** The outside providers that have a key here, and the models that there are with them. */
export interface OutsideModels {
  providers: AiProvider[];
  /** All models, built-in ones among them, whether or not they can be offered now. */
  known: ModelDefinition[];
  /** How each provider with a list of its own is asked for it, by name. */
  lists: ReadonlyMap<string, ReadList>;
  /** What stands in no log. */
  secrets: string[];
  /** Whether a model of that id may come of a Gradio app that is still to be read. */
  mayAppear(id: string): boolean;
  /**
   * Looks at the Gradio apps, and goes on looking. `log` gets a line for each thing that is in the way, `tell` one for
   * what each app was understood to make.
   */
  openOffer(listener: OfferListener): Promise<GradioOffer>;
}

export interface OfferListener {
  memory: AppMemory;
  log(line: string): void;
  tell(line: string): void;
}

interface OutsideSettings extends Omit<ProviderKeys, "gradioSpaces" | "gradioTitles"> {
  /** GRADIO_SPACES as it was written. */
  gradioSpaces: string | null;
}

/**
 * Reads the files that GRADIO_SPACES names. Connects to nothing. `problems` has one line for each thing that cannot be
 * read.
 */
export async function readOutsideModels(
  { gradioSpaces, ...keys }: OutsideSettings,
  builtIn: readonly ModelDefinition[],
  fetch: typeof globalThis.fetch,
): Promise<{ problems: string[]; outside: OutsideModels }> {
  const { spaces, models, own, problems } = readGradioSetting(gradioSpaces, builtIn);
  const titles = new Map<string, string>();
  const known = onlyNamedSpaces([...builtIn, ...models], spaces ?? []);
  const readApp = createAppReader({ token: keys.huggingFaceTokens?.[0] ?? null, fetch });
  const providers = await createProviders(
    { ...keys, gradioSpaces: spaces, gradioTitles: titles },
    fetch,
  );
  const reachable = known.map((model) => reachableBy(providers, model));
  const { falKey, wavespeedKey, huggingFaceTokens } = keys;
  const passwords = (spaces ?? []).flatMap(({ login, token }) => [login?.password, token]);
  const takenIds = new Set([...builtIn, ...models].map(({ card }) => card.id));
  const secrets = [falKey, wavespeedKey, ...(huggingFaceTokens ?? []), ...passwords];
  return {
    problems,
    outside: {
      providers,
      lists: createLists(keys, fetch),
      known,
      secrets: secrets.flatMap((secret) => secret ?? []),
      mayAppear: (id) => mayBeOwn(own, id),
      openOffer: (listener) =>
        openGradioOffer({
          ...{ known: reachable, spaces: spaces ?? [], titles, readApp, log: listener.log },
          own: createOwnModels({ own, takenIds, ...listener }),
        }),
    },
  };
}

/** A model of a Gradio app without the routes to providers that have no key here; any other one as it is. */
function reachableBy(providers: readonly AiProvider[], model: ModelDefinition): ModelDefinition {
  if (!model.routes.some(isGradioRoute)) return model;
  const names = new Set(providers.map(({ name }) => name));
  return { ...model, routes: model.routes.filter(({ provider }) => names.has(provider)) };
}

function createLists(
  { falKey, wavespeedKey, huggingFaceTokens }: Omit<OutsideSettings, "gradioSpaces">,
  fetch: typeof globalThis.fetch,
): Map<string, ReadList> {
  const lists = new Map<string, ReadList>();
  const [token] = huggingFaceTokens ?? [];
  if (falKey) lists.set("fal", createFalList(falKey, fetch));
  if (wavespeedKey) lists.set("wavespeed", createWavespeedList(wavespeedKey, fetch));
  if (token) lists.set("huggingface", createHuggingFaceList(token, fetch));
  return lists;
}
