import type { UpstreamPrice } from "~/.server/ai/catalog/upstream-prices";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import type { ModelRequest } from "~/.server/ai/port";

/** A request for one file with everything as usual. Pure. */
export function usualRequest({ card, settings }: ModelDefinition): ModelRequest {
  const [shape = ""] = card.shapes;
  const prompt = "a quiet lake";
  const chosen = { shape, count: 1, seed: card.seedRange.min, prompt, negativePrompt: "" };
  return {
    ...{ generationId: "", kind: card.kind, model: card.id, prompt, negativePrompt: "" },
    ...{ settings: settings.parse(chosen), outputCount: 1, readSource: null },
  };
}

/** What such a request costs by our own list, in US dollars; null where the pixels are not known. Pure. */
export function usualCostUsd(definition: ModelDefinition, price: UpstreamPrice): number | null {
  const { settings } = usualRequest(definition);
  const { resolution, durationSeconds, width, height } = settings;
  const { per, usd, baseUsd = 0 } = price;
  const each = typeof usd === "number" ? usd : (usd[String(resolution)] ?? null);
  if (each === null) return null;
  if (per === "file") return each;
  if (per === "second") return typeof durationSeconds === "number" ? each * durationSeconds : null;
  if (typeof width !== "number" || typeof height !== "number") return null;
  return baseUsd + (each * width * height) / 1e6;
}
