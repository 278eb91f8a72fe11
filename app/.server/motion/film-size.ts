/** How large films are: as many pixels as a wide one of that height. */
const areas: Readonly<Record<string, number>> = {
  "360p": 640 * 360,
  "540p": 960 * 540,
  "720p": 1280 * 720,
};

/** The sides of a film in pixels, even, from a resolution such as `720p` and proportions such as `16:9`. */
export function filmSize(resolution: string, shape: string): { width: number; height: number } {
  const [across = 16, down = 9] = shape.split(":").map(Number);
  const area = areas[resolution];
  if (!area || !(across > 0) || !(down > 0))
    throw new TypeError(`A film of ${resolution}, ${shape}`);
  const even = (side: number) => 2 * Math.round(side / 2);
  return {
    width: even(Math.sqrt((area * across) / down)),
    height: even(Math.sqrt((area * down) / across)),
  };
}

export const filmResolutions = ["540p", "720p", "360p"] as const;
