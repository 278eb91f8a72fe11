import { isGradioRoute } from "./catalog/gradio-route";
import { createAppReader } from "./providers/gradio/examine";
import { type GradioOffer, openGradioOffer } from "./providers/gradio/offer";
import { readGradioSetting } from "./providers/gradio/setting";
import { onlyNamedSpaces } from "./providers/gradio/spaces";
import type { AiProvider } from "./port";
import { createProviders, type ProviderKeys } from "./create-providers";
import type { ModelDefinition } from "./catalog/model-definition";

/** The outside providers that have a key here, and the models that there are with them. */
export interface OutsideModels {
  providers: AiProvider[];
  /** All models, built-in ones among them, whether or not they can be offered now. */
  known: ModelDefinition[];
  /** What stands in no log. */
  secrets: string[];
  /** Looks at the Gradio apps, and goes on looking. `log` gets a line for each thing that is in the way. */
  openOffer(log: (line: string) => void): Promise<GradioOffer>;
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
  const { spaces, models, problems } = readGradioSetting(gradioSpaces, builtIn);
  const titles = new Map<string, string>();
  const known = onlyNamedSpaces([...builtIn, ...models], spaces ?? []);
  const readApp = createAppReader({ token: keys.huggingFaceTokens?.[0] ?? null, fetch });
  const providers = await createProviders(
    { ...keys, gradioSpaces: spaces, gradioTitles: titles },
    fetch,
  );
  const reachable = known.map((model) => reachableBy(providers, model));
  const { falKey, wavespeedKey, huggingFaceTokens } = keys;
  const passwords = (spaces ?? []).map(({ login }) => login?.password);
  const secrets = [falKey, wavespeedKey, ...(huggingFaceTokens ?? []), ...passwords];
  return {
    problems,
    outside: {
      providers,
      known,
      secrets: secrets.flatMap((secret) => secret ?? []),
      openOffer: (log) =>
        openGradioOffer({ known: reachable, spaces: spaces ?? [], titles, readApp, log }),
    },
  };
}

/** A model of a Gradio app without the routes to providers that have no key here; any other one as it is. */
function reachableBy(providers: readonly AiProvider[], model: ModelDefinition): ModelDefinition {
  if (!model.routes.some(isGradioRoute)) return model;
  const names = new Set(providers.map(({ name }) => name));
  return { ...model, routes: model.routes.filter(({ provider }) => names.has(provider)) };
}
