const times = (ratio: number) => Math.round(ratio * 100) / 100;

function shapeWords(ratio: number): string {
  if (times(ratio) === 1) return "As wide as it is tall";
  return ratio > 1
    ? `${times(ratio)} times as wide as it is tall`
    : `${times(1 / ratio)} times as tall as it is wide`;
}

/** The new frame around a picture. */
export const frame = {
  title: "New frame",
  hint: "Choose a shape below, or add room on each side.",
  sides: "Room to add",
  names: { left: "Left", right: "Right", top: "Top", bottom: "Bottom" },
  unit: "Counted in",
  units: { percent: "Percent", pixels: "Pixels" },
  empty: "Leave all four empty to use the shape.",
  preview: "Your picture in its new frame",
  /** Of a model that chooses the pixels itself. */
  shape: (width: number, height: number) =>
    `${shapeWords(width / height)}. The model chooses the size.`,
  size: (width: number, height: number) =>
    `${width.toLocaleString("en-US")} × ${height.toLocaleString("en-US")} pixels`,
};
