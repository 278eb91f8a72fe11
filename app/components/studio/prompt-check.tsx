import type { ReactNode } from "react";
import { ReadingLines } from "~/components/generation/reading-lines";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import {
  isEmptyReading,
  emptyReadingMessage,
  skippedWords,
  vocabularyMessage,
  type PromptReading,
} from "~/domain/prompt-reading";
import type { StudioModel } from "./types";
import { promptCheck as say } from "./words";

interface PromptCheckProps {
  id: string;
  model: StudioModel;
  /** Null while there is nothing to say of the words. */
  reading: PromptReading | null;
  /** That the model knows none of them, in the answer that refused the prompt for it. */
  error: ReactNode;
}

/**
 * Before it is paid: which words the model will make something of, and which it will not. As high as it ever gets, so
 * that nothing moves while somebody types. Sends what it says along: what nobody was told is not charged.
 */
export function PromptCheck({ id, model, reading, error }: PromptCheckProps) {
  const scrolled = isLong(reading) ? { role: "group", "aria-label": say.label, tabIndex: 0 } : {};
  return (
    <>
      <input type="hidden" name="skippedWords" value={reading ? skippedWords(reading) : ""} />
      {/* Three lines, whatever it says; half of a fourth one shows that there are more. Without JavaScript it
          only changes with the page, and shows everything at once. */}
      <div
        className="h-[3.5lh] overflow-y-auto overscroll-contain text-md noscript:h-auto"
        {...scrolled}
      >
        <div id={id} aria-live="polite" aria-atomic="true">
          {error || <Verdict model={model} reading={reading} />}
        </div>
      </div>
      <noscript>
        <Button variant="outline" name="intent" value="read" formNoValidate className="mt-1">
          {say.button}
        </Button>
      </noscript>
    </>
  );
}

function Verdict({ model, reading }: Pick<PromptCheckProps, "model" | "reading">) {
  if (!reading) return <p className="text-soft">{vocabularyMessage(model)}</p>;
  if (!isEmptyReading(reading))
    return <ReadingLines reading={reading} kind={model.kind} name={model.name} />;
  return (
    <p className="flex gap-1.5 text-soft">
      <Icon name="icon-[lucide--circle-alert]" size={16} className="mt-0.75 text-warning" />
      <span>{emptyReadingMessage(model)}</span>
    </p>
  );
}

/** From so many characters on it may have to be scrolled, which keys must be able to do too. */
const longFrom = 80;

function isLong(reading: PromptReading | null): boolean {
  return reading !== null && Object.values(reading).flat().join(", ").length >= longFrom;
}
