import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { useHydrated } from "~/components/ui/use-hydrated";
import { copy as words } from "./words";

interface CopyButtonProps {
  /** What is copied, for the name of the button. */
  what: string;
  text: string;
  /** The id of the element that shows just this text. */
  shownIn: string;
}

type Outcome = "copied" | "selected" | null;

/** Browsers let no page copy that came over plain http: then the text is selected, and the person presses the keys. */
function selectText(id: string): void {
  const element = document.getElementById(id);
  if (element) getSelection()?.selectAllChildren(element);
}

function keysToCopy(): string {
  if (matchMedia("(pointer: coarse)").matches) return words.hold;
  return words.press(/Mac/.test(navigator.userAgent) ? "⌘C" : "Ctrl+C");
}

/** Copies a text; there only where JavaScript runs. */
export function CopyButton({ what, text, shownIn }: CopyButtonProps) {
  const hydrated = useHydrated();
  const [outcome, setOutcome] = useState<Outcome>(null);
  if (!hydrated) return null;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      selectText(shownIn);
      setOutcome("selected");
    }
  }

  return (
    <Button
      type="button"
      variant="ghost"
      className="-my-2.5 -mr-2.5 ml-1"
      onClick={copy}
      onBlur={() => setOutcome(null)}
    >
      {outcome === "copied" ? (
        <Icon name="icon-[lucide--check]" size={16} />
      ) : (
        <Icon name="icon-[lucide--copy]" size={16} />
      )}
      <span aria-live="polite">
        {outcome === "copied" && words.copied}
        {outcome === "selected" && keysToCopy()}
        {outcome === null && (
          <>
            {words.copy}
            <span className="sr-only"> {what}</span>
          </>
        )}
      </span>
    </Button>
  );
}
