/** Everything that the studio says in all of its tabs. */
import { formatCredits } from "~/domain/credits";
import type { GenerationKind } from "~/domain/generation";

/** Ways to other tabs, where this one has no model. */
export const waysOn: Readonly<Record<GenerationKind, string>> = {
  image: "Make a picture",
  edit: "Edit a picture",
  video: "Make a video",
};

export const forOperator = [
  "If you run this site: add a provider key to turn this on. ",
  " lists them, and the models show up here after a restart.",
] as const;

export const screen = {
  results: "Results",
  latest: (many: string) => `Your latest ${many}`,
  earlier: "Earlier",
  sending: "Sending your request",
  remix: "Remix",
  remixTitle: "Remix: same prompt and settings, new seed",
};

export const welcome = {
  willAppear: (many: string) => `Your ${many} will appear here`,
  firstCredits: (credits: number, enoughFor: number, noun: string) =>
    `A new account starts with ${formatCredits(credits)}, enough for ${enoughFor} ${noun}.`,
};

export const makeButton = {
  busy: "Sending",
  modelOff: "This model is switched off right now. Choose another one.",
  signInFirst: "You'll sign in first.",
  promptStays: " Your prompt stays here.",
  firstCredits: (credits: number) => ` A new account starts with ${formatCredits(credits)}.`,
};

/** Too few credits: why, and what comes next. */
export const credits = {
  none: "You're out of credits",
  tooFew: "You don't have enough credits",
  youHave: (amount: number) => `You have ${formatCredits(amount)}. `,
  costs: (noun: string, model: string, price: number) =>
    `One ${noun} with ${model} costs ${formatCredits(price)}.`,
  enoughFor: (amount: number, count: number, noun: string) =>
    `You have ${formatCredits(amount)}, enough for ${count} ${noun}.`,
  whoGivesMore: "The people who run this site can give you more.",
  otherModel: (model: string, price: number) => `Use ${model} for ${formatCredits(price)}`,
  see: "See your credits",
};

export const promptBox = {
  ifYouLike: "· optional",
  none: (model: string) => `${model} needs no prompt. Choose a picture and press the button.`,
  earlier: "Earlier prompts",
  allEarlier: "See all",
  leaveOut: "Leave out (negative prompt)",
  leaveOutPlaceholder: "Clouds, trees",
  limit: (max: number, model: string) =>
    `Up to ${max.toLocaleString("en-US")} characters for ${model}.`,
  tooMany: (over: number) => `Yours has ${over.toLocaleString("en-US")} too many.`,
};

export const promptCheck = { label: "Words in your prompt", button: "Check the words" };

export const settings = {
  model: "Model",
  shape: "Shape",
  length: "Length",
  seconds: (count: number) => `${count} seconds`,
  resolution: "Resolution",
  size: "Size",
  sound: "Sound",
  sounds: { on: "With sound", off: "No sound" },
  howMany: "How many",
  more: "More",
  moreSettings: " settings",
  steps: "Steps",
  stepsHint: "More steps take longer and often add finer detail.",
  guidance: "Guidance",
  guidanceHint: "How closely to follow the prompt.",
  range: (min: number, max: number, byDefault: number) =>
    `From ${min} to ${max}, usually ${byDefault}.`,
  seed: "Seed",
  seedPlaceholder: "A new one each time",
  seedHint: "Same seed + same prompt = same picture.",
  keepSeed: "Keep the last one:",
};

/** The picture that something starts from. */
export const source = {
  edit: "Picture to edit",
  video: "Picture to bring to life",
  first: "First picture",
  optional: "Start from a picture",
  ifYouLike: "· optional",
  wordsOnly: (model: string) => `${model} works from words alone.`,
  signInFirst: "You can also choose one of your own pictures here after signing in.",
  none: "You have no pictures yet.",
  makeOne: "Make one first",
  noPicture: "None",
  choices: "Pictures to start from",
  file: "Choose a file",
  dropHint: "Or drop or paste a picture here.",
  /** Where what is pasted goes to another place. */
  dropOnlyHint: "Or drop a picture here.",
  fileHint: "JPEG, PNG, WebP, AVIF or GIF, up to 20 MB.",
  upload: "Use this file",
  uploading: "Uploading your picture",
  given: "Your file",
  notSent: "The file didn't upload. Please try again.",
  private: "Only you can see it. It's deleted within a day, unless you make something from it.",
  chosen: "The picture you chose",
  older: ["Looking for an older one? ", "Open it in the gallery"] as const,
  thenPress: (button: string) => ` and press “${button}”.`,
};

export const models = {
  choose: "Choose a model",
  stays: "Your prompt and settings stay as they are.",
  keep: (model: string) => `Keep ${model}`,
  change: "Change",
  builtIn: "Built in",
  off: "Off",
  search: "Search models",
  button: "Search",
  which: "Which models",
  found: (count: number) => `${count} found`,
  noMatch: "No model matches",
  tryAnother: ". Try another word, or all models.",
  worksWell: "Has been working well lately",
  used: "You've used it recently.",
};

/** An example of what a tab does. */
export const example = {
  before: "Before",
  after: "After",
  picture: "Picture",
  video: "Video",
  tryIt: "Try this prompt",
  replay: "Play the example again",
  honest: "Easel painted this example itself, without an AI model.",
};
