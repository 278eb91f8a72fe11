import { editModels } from "./catalog/edit-models";
import { imageModels } from "./catalog/image-models";
import { expandModels } from "./catalog/expand-models";
import type { ModelDefinition } from "./catalog/model-definition";
import { toolModels } from "./catalog/tool-models";
import { videoModels } from "./catalog/video-models";
import { motion } from "./providers/motion/model";
import { painter, repaint } from "./providers/painter/model";
import { retouchModels } from "./providers/retouch/model";
import { upscale } from "./providers/upscaler/model";

/** Every model that Easel knows by itself; `createModelRegistry` puts them in the order in which people see them. */
export const modelDefinitions: readonly ModelDefinition[] = [
  painter,
  ...retouchModels,
  repaint,
  upscale,
  ...imageModels,
  ...editModels,
  ...toolModels,
  ...expandModels,
  ...videoModels,
  motion,
];
