import type { ProviderCase } from "./provider-cases.ts";

interface Work {
  model: string;
  prompt: string;
  credits: number;
  settings?: Record<string, string>;
  isFilm?: boolean;
}

/** What Easel makes itself: any worker makes the same again, wherever the first one died. */
const works: readonly Work[] = [
  {
    model: "retouch",
    prompt: "black and white, more contrast, blur the background",
    credits: 1000,
  },
  { model: "reframe", prompt: "fill the shape", credits: 1000, settings: { shape: "16:9" } },
  { model: "upscale", prompt: "", credits: 1000, settings: { resolution: "2×" } },
  {
    ...{ model: "motion", prompt: "a lake at sunset, two boats", credits: 2000, isFilm: true },
    settings: { shape: "16:9", resolution: "360p", durationSeconds: "3" },
  },
];

const points = [
  "after submit",
  "after recordProviderJob",
  "during work",
  "before collect",
  "after collect",
  "after storeOriginal",
  "after storeThumb",
  "before complete",
  "after complete",
];

/**
 * Several requests to each of our own engines, to be placed one after the other: they are known by their order. The
 * short ones die in the midst of the work.
 */
export function makeBuiltInCases(isShort: boolean): ProviderCase[][] {
  const chosen = isShort ? ["during work"] : points;
  return works.map(({ model, prompt, credits, settings = {}, isFilm = false }) =>
    chosen.map((point) => ({
      ...{ name: `built in: ${model}, ${point}`, model, prompt, settings, point },
      isKnownByPrompt: false,
      path: isFilm ? "/video" : "/edit",
      hasSource: !isFilm,
      route: null,
      priceCredits: credits,
      isMade: true,
      isFree: true,
      isPaidHere: () => false,
      isPaidAnywhere: () => false,
    })),
  );
}
