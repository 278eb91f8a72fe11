import type { Frame } from "./h264/planes.ts";

/** Puts the picture at a moment into a frame of whole macroblocks. `share` is how much of the film has passed, 0..1. */
export type FrameSource = (seconds: number, share: number, frame: Frame) => void;
