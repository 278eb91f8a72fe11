/** What forms and settings call the room around a picture. */
export const frameSides = ["left", "right", "top", "bottom"] as const;
export type FrameSide = (typeof frameSides)[number];

export const frameUnits = ["percent", "pixels"] as const;
export type FrameUnit = (typeof frameUnits)[number];

/** The fields of a form for the room on each side, and the settings that they are stored as. */
export const frameFields = {
  left: "frameLeft",
  right: "frameRight",
  top: "frameTop",
  bottom: "frameBottom",
} as const satisfies Record<FrameSide, string>;
export type FrameField = (typeof frameFields)[FrameSide];

/** All that a form says of the room. */
export const roomFields = [...Object.values(frameFields), "frameUnit"] as const;
