import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { useHydrated } from "~/components/ui/use-hydrated";

interface CopyButtonProps {
  /** What is copied, for the name of the button. */
  what: string;
  text: string;
}

type Outcome = "copied" | "refused" | null;

/** Copies a text; there only where JavaScript runs. */
export function CopyButton({ what, text }: CopyButtonProps) {
  const hydrated = useHydrated();
  const [outcome, setOutcome] = useState<Outcome>(null);
  if (!hydrated) return null;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  }

  return (
    <Button
      type="button"
      tone="quiet"
      className="-my-2.5 -mr-2.5 ml-1"
      onClick={copy}
      onBlur={() => setOutcome(null)}
    >
      {outcome === "copied" ? <Icon name="check" size={16} /> : <Icon name="copy" size={16} />}
      <span aria-live="polite">
        {outcome === "copied" && "Copied"}
        {outcome === "refused" && "Your browser does not allow it"}
        {outcome === null && (
          <>
            Copy<span className="sr-only"> {what}</span>
          </>
        )}
      </span>
    </Button>
  );
}
