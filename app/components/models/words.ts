/** What is said about each model on "About the models". */
export const modelFacts = {
  builtIn: "Built in",
  off: "Off",
  runsHere: "Runs on this server.",
  /** `Run by fal.ai or Wavespeed.` */
  runBy: (names: readonly string[]) => `Run by ${orList.format(names)}.`,
  needsPicture: "Starts from a picture. ",
  goesOn: "Goes on from a video. ",
  takesPicture: "Can start from a picture. ",
};

const orList = new Intl.ListFormat("en-US", { type: "disjunction" });
