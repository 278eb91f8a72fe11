import { noun } from "~/components/media/words";
import type { GenerationKind } from "~/domain/generation";

/** Notices of this browser when long work has ended. */
export const tell = {
  title: "Tell me when long work is done",
  ask: "Tell me when it's done",
  turnOn: "Turn on",
  turnOff: "Turn off",
  on: "We'll tell you while its page, its studio tab or your gallery is open.",
  words: "A notification in this browser, while its page, its studio tab or your gallery is open.",
  blocked: "Your browser blocks notifications from this site. Allow them in its settings.",
  cannot: "This browser can't show notifications from a page.",
  needsScript: "Notifications need JavaScript.",
  done: (kind: GenerationKind) => `Your ${noun(kind)} is done`,
  failed: (kind: GenerationKind) => `Your ${noun(kind)} couldn't be made`,
};
