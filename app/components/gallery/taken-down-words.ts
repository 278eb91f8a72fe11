/** Told to the owner of what an admin has taken down. */
export const takenDown = {
  title: (count: number) =>
    count === 1 ? "We took down something you shared" : "We took down some things you shared",
  what: (files: number) =>
    files === 0
      ? "After a report, we ended the link of a board"
      : files === 1
        ? "After a report, we ended its link and hid one file"
        : `After a report, we ended its link and hid ${files} files`,
  object: "If you think that's wrong, write to the people who run this site.",
  dismiss: "Got it",
};
