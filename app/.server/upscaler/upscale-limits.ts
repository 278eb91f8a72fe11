/** How many times as wide and as high a picture gets. */
export const factors = [2, 4] as const;
export type Factor = (typeof factors)[number];

/** The largest picture that is taken: it takes a few minutes at most, and what comes of it can be stored. */
export const largestSources: Readonly<Record<Factor, { pixels: number; sidePixels: number }>> = {
  2: { pixels: 6_000_000, sidePixels: 8000 },
  4: { pixels: 3_000_000, sidePixels: 4000 },
};
