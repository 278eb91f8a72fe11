import { durationText, guidanceAs, negativePrompt, sound } from "./route-parameters";

/** Of Kling 3 in all its sizes. */
export const ofKling3 = {
  hasNegativePrompt: true,
  hasSoundSwitch: true,
  hasSeed: false,
  durations: [5, 3, 8, 10, 15],
  guidance: { min: 0, max: 1, step: 0.1, default: 0.5 },
} as const;
export const kling3 = [durationText, negativePrompt, guidanceAs("cfg_scale"), sound];
