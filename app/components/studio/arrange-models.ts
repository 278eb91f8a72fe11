import { modelTiers, type ModelTier } from "~/domain/models";
import type { PictureTile } from "~/components/media/types";
import type { StudioModel, StudioScreenProps } from "./types";

/** A model with the latest files of one's own that it made. */
export interface ArrangedModel extends StudioModel {
  own: readonly PictureTile[];
}

export interface ModelGroup {
  title: string;
  models: readonly ArrangedModel[];
}

const mostOwn = 4;
const tierNames: Readonly<Record<ModelTier, string>> = {
  quick: "Quick",
  standard: "Standard",
  finest: "Finest",
};

/** What the list can be narrowed to; everything first. */
export function tierChoices(models: readonly StudioModel[]): { value: string; label: string }[] {
  const tiers = modelTiers.filter((tier) => models.some((model) => model.tier === tier));
  return [
    { value: "", label: "All" },
    ...tiers.map((tier) => ({ value: tier, label: tierNames[tier] })),
  ];
}

/**
 * The models that match, in groups: those that one used lately, the last first, then the others from quick to finest,
 * what is built in, and at the end what needs no words. A word matches a model's name, what it is best for, or its
 * tier.
 */
export function arrangeModels(
  models: readonly StudioModel[],
  generations: StudioScreenProps["generations"],
  { find, tier }: { find: string; tier: string },
): ModelGroup[] {
  const words = folded(find).split(/\s+/).filter(Boolean);
  const isFound = ({ name, bestFor, tier: own }: StudioModel) =>
    words.every((word) => folded(`${name} ${bestFor} ${own}`).includes(word));
  const found = models
    .filter((model) => (tier === "" || model.tier === tier) && isFound(model))
    .map((model) => ({ ...model, own: ownOf(model, generations) }));
  const lastUsed = [...new Set(generations.map(({ model }) => model))];
  const used = lastUsed.flatMap((id) => found.filter((model) => model.id === id));
  const others = found.filter(({ id }) => !lastUsed.includes(id));
  const prompted = others.filter(({ prompt }) => prompt !== "none");
  const groups = [
    { title: "Used lately", models: used },
    ...modelTiers.map((each) => ({
      title: tierNames[each],
      models: prompted.filter((model) => !model.builtIn && model.tier === each),
    })),
    { title: "Built in", models: prompted.filter(({ builtIn }) => builtIn) },
    { title: "Tools", models: others.filter(({ prompt }) => prompt === "none") },
  ];
  return groups.filter((group) => group.models.length > 0);
}

function ownOf({ id }: StudioModel, generations: StudioScreenProps["generations"]) {
  return generations.flatMap(({ model, media }) => (model === id ? media : [])).slice(0, mostOwn);
}

function folded(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
