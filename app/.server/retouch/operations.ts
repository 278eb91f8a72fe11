import { artOperations } from "./operations-art.ts";
import { colourOperations } from "./operations-colour.ts";
import { geometryOperations } from "./operations-geometry.ts";
import { lightOperations } from "./operations-light.ts";
import { moodOperations } from "./operations-mood.ts";
import type { Operation } from "./operation.ts";

/** Everything that can be done to a picture by words. */
export const operations: readonly Operation[] = [
  ...lightOperations,
  ...moodOperations,
  ...colourOperations,
  ...artOperations,
  ...geometryOperations,
];
