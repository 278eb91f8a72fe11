/** The way in, and what stands around every admin page. */
export const shell = {
  site: "Easel admin",
  skip: "Skip to content",
  nav: "Admin pages",
  toSite: "To the studio",
  signedInAs: (name: string) => `Signed in as ${name}`,
  signOut: "Sign out",
};

export const signIn = {
  pageTitle: "Admin sign-in",
  description: "The way in for whoever runs this Easel.",
  words: "For whoever runs this Easel. Accounts of the studio don't work here.",
  name: "Your name",
  nameHint: "It's noted beside everything you change.",
  password: "Admin password",
  code: "One-time code",
  codeHint: "The six digits that your authenticator app shows now.",
  button: "Sign in",
  notSet: "There's no admin password yet",
  notSetWords:
    "On the machine that runs Easel, in its folder, run: pnpm admin:password. It sets one, and works right away.",
};

export const dashboard = {
  pageTitle: "Dashboard",
  description: "How this Easel is doing.",
};

export const control = {
  pageTitle: "Control",
  description: "What is switched on, what it costs, and its limits.",
  byHand: "Credits by hand",
  byEnvironment: "These are set in the environment.",
};

export const change = {
  reason: "Why",
  reasonHint: "It's kept in the audit log.",
  save: "Save",
  saved: "Saved",
  savedWords: "It counts everywhere within 5 seconds.",
  unchanged: "Already set. Nothing changed.",
  fromEnvironment: (value: string, name: string) => `${value} (default, from ${name})`,
  on: "On",
  off: "Off",
  isOn: "On",
  message: "Message to people",
  messageHint: "Shown with it, for example why it's off. Leave it empty for none.",
};

export const providers = {
  title: "Providers",
  words: "A provider that's off is asked for nothing new. A model that only it runs is off too.",
  none: "This Easel has no outside providers. Add one's key to the environment to get its models.",
};

export const models = {
  title: "Models and prices",
  words: "Prices in credits, for one file.",
  model: "Model",
  tab: "Tab",
  price: "Price",
  state: "State",
  chosen: "changed by an admin",
  change: (name: string) => `Change ${name}`,
  description: "Whether a model is on, what it costs, and who runs it.",
  priceField: "Least price of one file, in credits",
  priceHint: (usual: number) =>
    `From 1 to 1,000,000. Leave it empty for the usual ${usual.toLocaleString("en-US")}.`,
  tooDear: (dearest: number, most: number) =>
    `One request could cost ${dearest.toLocaleString("en-US")} credits. Ask for less: ${most.toLocaleString("en-US")} is the most.`,
  rates: "Price by the second",
  ratesEach: "Price by the resolution",
  ratesHint:
    "A file costs its seconds times this, rounded up to a whole hundred, and never less than the least price.",
  ratesEachHint: "Rounded up to a whole hundred, and never less than the least price.",
  rate: (name: string) => (name ? `Credits at ${name}` : "Credits"),
  usualRate: (usual: number) => `Leave it empty for ${usual}.`,
  routes: "Order of routes",
  routesHint: "1 is tried first. What has no number comes after those that have one.",
  usually: (price: string) => `Now: ${price}`,
  back: "All settings",
};

export const audit = {
  pageTitle: "Audit log",
  description:
    "Who changed what, when, and why. Nothing here can be changed. Look for a file's ID to see if it was taken down.",
  latest: "Latest changes",
  actor: "Who",
  subject: "What",
  show: "Show",
  clear: "Show all",
  empty: "Nothing has been changed yet.",
  nothing: "Nothing matches. Look for another name or thing, or show all.",
  newer: "Newer",
  older: "Older",
  pages: "Pages of the audit log",
  undo: "Undo",
  undone: "Undone",
  from: "was",
  to: "now",
  nothingBefore: "not chosen",
  all: "The whole log",
};
