import { readGradioSetting } from "~/.server/ai/providers/gradio/setting";
import { onlyNamedSpaces, type GradioSpace } from "~/.server/ai/providers/gradio/spaces";
import type { ModelRoute } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { modelDefinitions } from "~/.server/ai/known-models";

/** The models that there are with this GRADIO_SPACES, and the Spaces that it names. Throws when it cannot be read. */
export function readModels(gradioSpaces: string | null): {
  spaces: GradioSpace[] | null;
  definitions: ModelDefinition[];
} {
  const { spaces, models, problems } = readGradioSetting(gradioSpaces, modelDefinitions);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return { spaces, definitions: onlyNamedSpaces([...modelDefinitions, ...models], spaces ?? []) };
}

/** A provider's way to the picture from words that costs least, the quickest first; null when it makes none. */
export function cheapestPicture(
  definitions: readonly ModelDefinition[],
  provider: string,
): { definition: ModelDefinition; route: ModelRoute } | null {
  const [cheapest] = definitions
    .filter(({ card }) => card.kind === "image")
    .flatMap((definition) => definition.routes.map((route) => ({ definition, route })))
    .filter(({ route }) => route.provider === provider)
    .toSorted(
      ({ definition: { card: a } }, { definition: { card: b } }) =>
        a.priceCredits - b.priceCredits || a.typicalSeconds - b.typicalSeconds,
    );
  return cheapest ?? null;
}
