import { artOperations } from "./operations-art.ts";
import { colorOperations } from "./operations-color.ts";
import { geometryOperations } from "./operations-geometry.ts";
import { lightOperations } from "./operations-light.ts";
import { moodOperations } from "./operations-mood.ts";
import type { Operation } from "./operation.ts";

/** Everything that can be done to a picture by words. */
export const operations: readonly Operation[] = [
  ...lightOperations,
  ...moodOperations,
  ...colorOperations,
  ...artOperations,
  ...geometryOperations,
];
