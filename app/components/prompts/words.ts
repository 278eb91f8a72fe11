/** Everything that the page of earlier prompts says. */
import { shorten } from "~/domain/text";

export const prompts = {
  title: "Earlier prompts",
  description: "What you've asked for so far. It stays here when the pictures are gone.",
  count: (total: number) =>
    `${total > 1000 ? "More than 1,000" : total} ${total === 1 ? "prompt" : "prompts"}`,
  search: "Search your prompts",
  searchButton: "Search",
  clearSearch: "Clear the search",
  show: "Show",
  all: "All",
  starred: "Starred",
  used: (uses: number) => (uses === 1 ? "Used once" : `Used ${uses.toLocaleString("en-US")} times`),
  use: "Use",
  star: (prompt: string) => `Star “${shorten(prompt, 60)}”`,
  unstar: (prompt: string) => `Remove the star from “${shorten(prompt, 60)}”`,
  delete: (prompt: string) => `Delete “${shorten(prompt, 60)}”`,
  pages: "Pages",
  newer: "Newer",
  older: "Older",
  lostPlace: "That prompt isn't in your list anymore, so this is the beginning.",
};

export const clearing = {
  open: "Delete all",
  title: "Delete all earlier prompts?",
  words:
    "Starred ones go too. Your pictures, videos and receipts stay. You can undo this for a week.",
  confirm: "Delete all prompts",
  cancel: "Keep them",
};

export const deleted = {
  one: "Prompt deleted",
  all: "All prompts deleted",
  undo: "Undo",
};

export const nothing = {
  yet: "No prompts yet",
  yetWords: "Everything you ask for is listed here, also when the picture is gone.",
  make: "Make a picture",
  starred: "No starred prompts",
  starredWords: "Press the star beside a prompt to find it here.",
  found: "Nothing matches",
  foundWords: "Try fewer or different words.",
  tooLong: "That search is too long",
  limit: (max: number) => `Use ${max} characters or fewer.`,
  showAll: "Show all prompts",
};
