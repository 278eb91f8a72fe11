/** Apart from the words about every failure, since each page brings these to the browser. */
export interface ErrorMessage {
  title: string;
  words: string;
  /** Where something can be done about it. */
  link?: { href: string; label: string };
}

const badRequest: ErrorMessage = {
  title: "That didn't work",
  words: "Something in the form or the address isn't right. Please check it and try again.",
};

const unavailable: ErrorMessage = {
  title: "Easel isn't available right now",
  words:
    "Part of Easel can't be reached. Please try again in a minute. You're never charged for something that didn't start.",
};

const messageByStatus: Readonly<Record<number, ErrorMessage>> = {
  400: badRequest,
  401: {
    title: "Please sign in",
    words: "You're signed out. Sign in to continue where you left off.",
  },
  403: {
    title: "That came from another site",
    words:
      "To keep you safe, we only accept forms from Easel's own pages. Open the page here and try again.",
  },
  404: {
    title: "Nothing here",
    words: "This page doesn't exist, was deleted, or you can't see it with this account.",
  },
  405: {
    title: "That didn't work",
    words: "Go back and use the buttons on the page.",
  },
  408: {
    title: "That took too long",
    words: "The connection was too slow to send everything. Please try again.",
  },
  413: { title: "Too large", words: "That's more than we can take." },
  414: {
    title: "This address is too long",
    words: "Please go back and use the links on the page.",
  },
  415: {
    title: "We can't use this kind of file",
    words: "Please choose another file, or use the form on the page.",
  },
  429: { title: "Too many tries", words: "Please wait 60 seconds, then try again." },
  431: {
    title: "Your browser sent too much",
    words: "It sent more than Easel accepts. Clearing this site's cookies helps.",
  },
  502: unavailable,
  503: unavailable,
  504: unavailable,
};

const internalError: ErrorMessage = {
  title: "Something went wrong",
  words: "Something went wrong on our side. We've logged it. Please try again.",
};

/** What to say when only an HTTP status is known. Pure. */
export function statusMessage(status: number): ErrorMessage {
  return messageByStatus[status] ?? (status < 500 ? badRequest : internalError);
}

/** Where nobody knows what went wrong, or where: in the browser, on the way, or here. */
export const pageErrorMessage: ErrorMessage = {
  title: "Something went wrong",
  words: "We couldn't show you this page. Please try again in a minute.",
};
