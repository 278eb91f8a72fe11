/** What an address asked for and did not get. */
export const notes = {
  unread: (names: readonly string[]) =>
    `We couldn't make sense of part of this address (${names.join(", ")}), so we left it out.`,
  board: "That board isn't there anymore, so this isn't limited to it.",
  turned: "The first day was later than the last one, so we swapped them.",
  moved: "That page isn't there. This is the nearest one.",
  near: ["No exact matches. Showing results close to “", "”."] as const,
};
