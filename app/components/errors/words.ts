/** What a page that could not be shown says besides what went wrong. */
export const errorPage = {
  studio: "Go to the studio",
  gallery: "Gallery",
  reference: (status: number, requestId: string | null) =>
    requestId ? `${status}, request ${requestId}` : String(status),
};

/** A form that did not get through. */
export const keptForm = {
  kept: "We kept what you typed:",
  again: "Send it again",
  chargedOnce: "You'll only be charged once, however often you send it.",
};
