const files = (count: number) => `${count.toLocaleString("en-US")} files`;

/** After something was done with files, said once. */
export const done = {
  saved: "Saved",
  savedSome: (count: number, requested: number) =>
    count === requested
      ? `Saved all ${count}`
      : `Saved ${count} of ${requested}. If the others are still here, try again.`,
  trashed: (count: number) =>
    count === 1 ? "Moved to the trash" : `Moved ${files(count)} to the trash`,
  restored: (count: number) => (count === 1 ? "Restored" : `Restored ${files(count)}`),
  deleted: (count: number) =>
    count === 1 ? "Deleted for good" : `Deleted ${files(count)} for good`,
  starred: (count: number) => (count === 1 ? "Starred" : `Starred ${files(count)}`),
  unstarred: (count: number) => (count === 1 ? "Star removed" : `Removed ${count} stars`),
  boarded: (count: number) =>
    count === 1 ? "Added to the board" : `Added ${files(count)} to the board`,
  unboarded: (count: number) =>
    count === 1 ? "Removed from the board" : `Removed ${files(count)} from the board`,
  tagged: (count: number) => (count === 1 ? "Tagged" : `Tagged ${files(count)}`),
  untagged: (count: number) => (count === 1 ? "Tags removed" : `Removed tags from ${files(count)}`),
  /** Of those that were asked for. */
  gone: (count: number) => (count === 1 ? "1 was gone." : `${count} were gone.`),
  more: "There are more. Do this again for the rest.",
  stopped: {
    full: (left: string) => `There was no room for ${left}.`,
    trouble: (left: string) => `Something went wrong before ${left}. Please try again.`,
  },
  others: (count: number) => (count === 1 ? "the other one" : `the other ${files(count)}`),
  undo: "Undo",
  show: "Show it",
  showAll: "Show them",
  showBoard: "Show the board",
};
