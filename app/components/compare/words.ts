/** Everything that the page says on which pictures are compared. */
export const compare = {
  title: "Compare",
  description: "Two to four of your pictures side by side.",
  look: "How to compare",
  sideBySide: "Side by side",
  slider: "Slider",
  /** What is left out of what the address asks for. */
  missing: (count: number) =>
    count === 1
      ? "1 of them isn't here: it was deleted, or its time was up."
      : `${count} of them aren't here: they were deleted, or their time was up.`,
  tooMany: (max: number) => `You can compare up to ${max}. These are the first ${max}.`,
  tooFewTitle: "Choose at least two",
  tooFew: "Select two to four pictures in your gallery, then press Compare.",
  gallery: "Go to the gallery",
  remove: "Take out",
  removeNamed: (letter: string) => `Take out ${letter}`,
  open: (letter: string) => `Open ${letter}`,
  different: "What's different",
  same: "What's the same",
  nothingDifferent: "Nothing. The prompt and every setting are the same.",
  none: "None",
  prompt: "Prompt",
  leftOut: "Left out (negative prompt)",
  model: "Model",
  size: "Size",
};

export const slider = {
  label: (first: string, second: string) => `How much of ${first} covers ${second}`,
  value: (share: number, first: string) => `${share}% of ${first}`,
};
