import type { AiProvider } from "./port";
import type { ModelDefinition } from "./catalog/model-definition";

/**
 * What is wrong with DEFAULT_MODEL, one line each: a name that no model has, a model that nothing here makes, two
 * models of one kind. `outside` are the providers that are set up; `mayAppear` tells of models that are still to be
 * read from their apps. Pure.
 */
export function findDefaultModelProblems(
  ids: readonly string[],
  known: readonly ModelDefinition[],
  outside: readonly Pick<AiProvider, "name">[],
  mayAppear: (id: string) => boolean = () => false,
): string[] {
  const names = new Set(outside.map(({ name }) => name));
  const isMadeHere = ({ card, routes }: ModelDefinition) =>
    card.builtIn || routes.some(({ provider }) => names.has(provider));
  const cards = known.filter(isMadeHere).map(({ card }) => card);
  const choices = cards.map(({ id }) => id).join(", ");
  const kinds = new Set<string>();
  return ids.flatMap((id) => {
    const kind = cards.find((card) => card.id === id)?.kind;
    if (!kind && mayAppear(id)) return [];
    if (!kind) {
      const isKnown = known.some(({ card }) => card.id === id);
      const what = isKnown
        ? `no provider that is set up here makes ${id}`
        : `there is no model ${id}`;
      return [`DEFAULT_MODEL: ${what}. There are: ${choices}`];
    }
    if (kinds.has(kind))
      return [`DEFAULT_MODEL: ${id} is one too many: one model for each of image, edit and video`];
    kinds.add(kind);
    return [];
  });
}
