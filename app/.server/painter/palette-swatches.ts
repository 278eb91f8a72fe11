import type { TimeOfDay } from "./scene.ts";

/** The hand-picked colors of one hour of the day, as "#rrggbb". */
export interface Swatch {
  /** Sky from the zenith down to the horizon. */
  readonly sky: readonly [string, string, string, string];
  /** The halo around the sun or moon. */
  readonly glow: string;
  readonly disc: string;
  readonly cloudLight: string;
  readonly cloudShade: string;
  /** What far things fade into. */
  readonly haze: string;
  /** Color of the light that falls on lit sides; multiplies the color of things. */
  readonly key: string;
  /** Color of the light in the shade; multiplies the color of things. */
  readonly ambient: string;
  /** Deep water. */
  readonly deep: string;
}

/** Several palettes for each time of day; the seed picks one. */
export const swatches: Readonly<Record<TimeOfDay, readonly Swatch[]>> = {
  dawn: [
    {
      sky: ["#7d93c4", "#b3aed6", "#f0bfc0", "#fde0b8"],
      glow: "#fff0c4",
      disc: "#fffbe6",
      cloudLight: "#ffe6d6",
      cloudShade: "#b79fc4",
      haze: "#d9c3d6",
      key: "#ffdcc0",
      ambient: "#6f78b0",
      deep: "#5a6f9e",
    },
    {
      sky: ["#6fa3b8", "#a9cbc8", "#e4dcc4", "#fbe2c0"],
      glow: "#fff2cf",
      disc: "#fffcec",
      cloudLight: "#fff3e0",
      cloudShade: "#a5b7c0",
      haze: "#c9d6d0",
      key: "#ffe6c8",
      ambient: "#6b8fa0",
      deep: "#4c8090",
    },
    {
      sky: ["#8a86bd", "#c9a2c6", "#f5b5ae", "#ffd9a6"],
      glow: "#ffe7b4",
      disc: "#fff8de",
      cloudLight: "#ffd2c2",
      cloudShade: "#a088b4",
      haze: "#dcb4c4",
      key: "#ffd2b0",
      ambient: "#7268a6",
      deep: "#6a6499",
    },
  ],
  day: [
    {
      sky: ["#3d80bd", "#70aad6", "#a9d2e4", "#e2eee6"],
      glow: "#fff8e0",
      disc: "#fffdf2",
      cloudLight: "#fffbf2",
      cloudShade: "#a8bed4",
      haze: "#b4d0de",
      key: "#fffaf0",
      ambient: "#7ea0c0",
      deep: "#2a6f92",
    },
    {
      sky: ["#2f93a6", "#66b9bf", "#b4dcd0", "#f4efd4"],
      glow: "#fff6d4",
      disc: "#fffdf0",
      cloudLight: "#fffaec",
      cloudShade: "#a3c4c8",
      haze: "#bcdad2",
      key: "#fff6e0",
      ambient: "#7aa8b0",
      deep: "#1f7c86",
    },
    {
      sky: ["#5a8fd0", "#8fb8e6", "#c4dcee", "#f6ecdc"],
      glow: "#fff6dc",
      disc: "#fffdf4",
      cloudLight: "#fffcf6",
      cloudShade: "#b6c4de",
      haze: "#c6d4e4",
      key: "#fff8ea",
      ambient: "#8a9cc8",
      deep: "#3c74ac",
    },
  ],
  golden: [
    {
      sky: ["#5b8db0", "#a8bfae", "#f0cf90", "#ffdf9c"],
      glow: "#fff0b4",
      disc: "#fffbe0",
      cloudLight: "#fff0cc",
      cloudShade: "#b79a8c",
      haze: "#ecc890",
      key: "#ffd690",
      ambient: "#7a7a90",
      deep: "#3f7084",
    },
    {
      sky: ["#7c9cc0", "#d0b8b0", "#f8be80", "#ffd48a"],
      glow: "#ffe9a4",
      disc: "#fff8da",
      cloudLight: "#ffe4bc",
      cloudShade: "#ac8a94",
      haze: "#eebc90",
      key: "#ffc884",
      ambient: "#76708e",
      deep: "#566f8c",
    },
    {
      sky: ["#4f9a9c", "#9cc2a4", "#eed08a", "#ffd98c"],
      glow: "#fff0b0",
      disc: "#fffbe0",
      cloudLight: "#fff2cc",
      cloudShade: "#9aa08c",
      haze: "#e2cc94",
      key: "#ffd892",
      ambient: "#66868a",
      deep: "#2f7678",
    },
  ],
  dusk: [
    {
      sky: ["#2e3068", "#7a4788", "#dd6a78", "#ffb070"],
      glow: "#ffd288",
      disc: "#fff0c0",
      cloudLight: "#ff9c7c",
      cloudShade: "#664484",
      haze: "#a85f8c",
      key: "#ff9a70",
      ambient: "#4a4284",
      deep: "#3a2f6c",
    },
    {
      sky: ["#284a70", "#5f739e", "#cf8c94", "#fcc294"],
      glow: "#ffdca4",
      disc: "#fff2cc",
      cloudLight: "#ffb498",
      cloudShade: "#5f6590",
      haze: "#9484a4",
      key: "#ffb088",
      ambient: "#465880",
      deep: "#2d4f74",
    },
    {
      sky: ["#43305e", "#97405f", "#ea6f48", "#ffbc58"],
      glow: "#ffd878",
      disc: "#fff0b4",
      cloudLight: "#ff9a5c",
      cloudShade: "#6e3a60",
      haze: "#b85858",
      key: "#ff9456",
      ambient: "#523a68",
      deep: "#4a2c58",
    },
    {
      sky: ["#1f4462", "#2f7c8c", "#9cae94", "#ffc07c"],
      glow: "#ffd894",
      disc: "#fff2c4",
      cloudLight: "#ffb688",
      cloudShade: "#4a6478",
      haze: "#7d8f90",
      key: "#ffb27c",
      ambient: "#34607a",
      deep: "#1d5468",
    },
  ],
  night: [
    {
      sky: ["#0b1434", "#172a58", "#2c4a80", "#5878a8"],
      glow: "#a8c4ea",
      disc: "#f6f4e4",
      cloudLight: "#6c88b8",
      cloudShade: "#1e3058",
      haze: "#40608f",
      key: "#7c98cc",
      ambient: "#1e2e5c",
      deep: "#10244c",
    },
    {
      sky: ["#071c2c", "#0f3a4c", "#215f6c", "#4f9490"],
      glow: "#a8dcd4",
      disc: "#f4f6e6",
      cloudLight: "#5f9c9e",
      cloudShade: "#14384a",
      haze: "#34707a",
      key: "#6ea6b0",
      ambient: "#143a50",
      deep: "#0b3040",
    },
    {
      sky: ["#140f36", "#2c2260", "#513e88", "#8a6ca4"],
      glow: "#d4b8e4",
      disc: "#faf2e8",
      cloudLight: "#8468ac",
      cloudShade: "#2a2052",
      haze: "#5c4a88",
      key: "#8c80c4",
      ambient: "#28225a",
      deep: "#201a4c",
    },
  ],
};
