/** What providers say of their models. */
export const models = {
  pageTitle: "Model watch",
  description:
    "What the providers themselves say of the models and prices that Easel expects. They are asked once a day; nothing here is changed by that.",
  none: "No provider with a list of its own is set up here.",
  never: "Not checked yet.",
  checked: "Checked",
  notSince: "Not checked since",
  because: (trouble: string) => `The last check failed: ${trouble}.`,
  fine: (count: number) =>
    count === 1 ? "1 route is as Easel expects." : `${count} routes are as Easel expects.`,
  unpriced: (count: number) =>
    count === 1
      ? "1 route is there, without a price to compare."
      : `${count} routes are there, without a price to compare.`,
  unread: (count: number) =>
    count === 1 ? "1 route is not checked yet." : `${count} routes are not checked yet.`,
  attention: (provider: string) => `Routes of ${provider} that need a look`,
  asks: "The provider asks",
  reckons: "Easel expects",
  states: {
    gone: "Gone: the provider no longer lists it",
    dearer: "Costs more than expected",
    cheaper: "Costs less than expected",
    unlike: "Priced in another way",
  },
  price: (usd: string, per: string) => `$${usd} per ${per === "request" ? "usual request" : per}`,
};
