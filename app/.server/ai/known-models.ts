import { editModels } from "./catalog/edit-models";
import { imageModels } from "./catalog/image-models";
import type { ModelDefinition } from "./catalog/model-definition";
import { videoModels } from "./catalog/video-models";
import { motion } from "./providers/motion/model";
import { painter } from "./providers/painter/model";
import { retouchModels } from "./providers/retouch/model";

/** Every model that Easel knows by itself; `createModelRegistry` puts them in the order in which people see them. */
export const modelDefinitions: readonly ModelDefinition[] = [
  painter,
  ...retouchModels,
  ...imageModels,
  ...editModels,
  ...videoModels,
  motion,
];
