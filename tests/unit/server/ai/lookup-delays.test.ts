import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { defaultLookupDelays } from "~/.server/ai/take-route";

const outsiders = modelDefinitions.map(({ card }) => card).filter(({ builtIn }) => !builtIn);

test.each(outsiders)(
  "$id: a lost submit is looked for until its work has had its usual time, and more than a minute",
  ({ typicalSeconds, kind }) => {
    const pauses = defaultLookupDelays(typicalSeconds);
    const seconds = pauses.reduce((sum, pause) => sum + pause);
    expect(seconds).toBeGreaterThan(Math.max(60, typicalSeconds));
    expect(seconds).toBeLessThan(kind === "video" ? 1800 : 300);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(40);
  },
);
