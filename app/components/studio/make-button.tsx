import type { Ref } from "react";
import { Button } from "~/components/ui/button";
import { waitWords } from "~/components/ui/time-words";
import { formatCredits, priceOf } from "~/domain/credits";
import type { StudioModel } from "./types";

interface MakeButtonProps {
  ref: Ref<HTMLButtonElement>;
  busy: boolean;
  model: StudioModel;
  /** The number of pictures that the server starts with. */
  count: number;
  /** Null for visitors. */
  credits: number | null;
  signUpCredits?: number | undefined;
}

/** `Make 2 pictures` for each number on offer, with its price. */
function labelOf(model: StudioModel, count: number): string {
  return `Make ${count} ${count === 1 ? "picture" : "pictures"} · ${formatCredits(priceOf(model.priceCredits, count))}`;
}

/**
 * The main button. The label and the missing credits of every number are in the page; the checked number chooses by
 * CSS (see app.css), so that the price is right before it is pressed, without JavaScript too.
 */
export function MakeButton({ ref, busy, model, count, credits, signUpCredits }: MakeButtonProps) {
  const counts = Array.from({ length: model.maxOutputs }, (_, at) => at + 1);
  const cannot = !model.enabled || (credits !== null && credits < model.priceCredits);
  return (
    <div className="grid gap-2.5">
      <Button
        ref={ref}
        tone="main"
        size="large"
        wide
        disabled={busy || cannot}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {busy ? (
          "Sending"
        ) : (
          <span className="tabular-nums">
            {counts.map((each) => (
              <span key={each} data-count={each} data-shown={each === count || undefined}>
                {labelOf(model, each)}
              </span>
            ))}
          </span>
        )}
      </Button>
      <p className="text-center text-md text-soft tabular-nums">
        {formatCredits(model.priceCredits)} each, usually {waitWords(model.typicalSeconds)}
      </p>
      {!model.enabled && (
        <p className="text-center text-md text-danger">
          {model.message ?? "This model is switched off just now. Choose another one."}
        </p>
      )}
      {credits !== null &&
        counts.map((each) => (
          <Missing key={each} count={each} shown={each === count} credits={credits} model={model} />
        ))}
      {credits === null && (
        <p className="text-center text-md text-soft">
          You sign in after pressing, and your words stay.
          {signUpCredits ? ` A new account starts with ${formatCredits(signUpCredits)}.` : ""}
        </p>
      )}
    </div>
  );
}

interface MissingProps {
  count: number;
  shown: boolean;
  credits: number;
  model: StudioModel;
}

function Missing({ count, shown, credits, model }: MissingProps) {
  const missing = priceOf(model.priceCredits, count) - credits;
  if (missing <= 0) return null;
  return (
    <p
      className="text-center text-md text-danger"
      data-count={count}
      data-shown={shown || undefined}
    >
      You have {formatCredits(credits)}. {formatCredits(missing)} {missing === 1 ? "is" : "are"}{" "}
      missing.
    </p>
  );
}
