/** Nothing found is not the same as nothing yet. */
export const nothingFound = {
  title: "Nothing matches",
  quote: ["No prompt, board or tag here has “", "” in it. Try fewer or different words."] as const,
  filtered: "Nothing here has all of these. Try taking one off.",
  limit: (max: number) => `Use ${max} characters or fewer.`,
  showAll: "Show everything",
};

export const nothingYet = {
  saved: "Nothing saved yet",
  savedWords: "Save what you want to keep. Everything else is deleted after a few days.",
  showRecent: "Show recent ones",
  recent: "Nothing here now",
  recentWords: "New pictures and videos land here.",
  make: "Make a picture",
  trash: "The trash is empty",
  trashWords: "What you delete lands here first, so you can get it back for a few days.",
  showGallery: "Show the gallery",
};
