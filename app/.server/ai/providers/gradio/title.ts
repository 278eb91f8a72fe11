import { shorten } from "~/domain/text";
import type { AppConfig } from "./mapping";
import { onOneLine } from "./app-messages";

const maxTitleLength = 60;
/** What Gradio writes where nobody has named the app. */
const noTitle = "Gradio";

/** What an app calls itself, in one short line; null when it has no name of its own. */
export function titleOf({ title }: Pick<AppConfig, "title">): string | null {
  if (!title) return null;
  const line = onOneLine(title);
  return line && line !== noTitle ? shorten(line, maxTitleLength) : null;
}
