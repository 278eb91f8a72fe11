import type { Ref } from "react";
import { Button } from "~/components/ui/button";
import { formatCredits } from "~/domain/credits";
import { costWords, failingWords } from "./model-words";
import type { StudioModel, TabWords } from "./types";

interface MakeButtonProps {
  ref: Ref<HTMLButtonElement>;
  busy: boolean;
  model: StudioModel;
  words: Pick<TabWords, "make">;
  /** The number of files that the server starts with. */
  count: number;
  /** Null for visitors. */
  credits: number | null;
  signUpCredits?: number | undefined;
}

/**
 * The main button. The label and the missing credits of every number are in the page; the checked number chooses by
 * CSS (see studio.css), so that the price is right before it is pressed, without JavaScript too.
 */
export function MakeButton(props: MakeButtonProps) {
  const { ref, busy, model, words, count, credits, signUpCredits } = props;
  const counts = Array.from({ length: model.maxOutputs }, (_, at) => at + 1);
  const cannot = !model.enabled || (credits !== null && credits < model.priceCredits);
  const failing = failingWords(model);
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
                {`${words.make(each)} · ${formatCredits(model.priceCredits * each)}`}
              </span>
            ))}
          </span>
        )}
      </Button>
      <p className="note text-soft">{costWords(model)}</p>
      {failing && <p className="note text-warning">{failing}</p>}
      {!model.enabled && (
        <p className="note text-danger">
          {model.message ?? "This model is switched off just now. Choose another one."}
        </p>
      )}
      {credits !== null &&
        counts.map((each) => (
          <Missing key={each} count={each} shown={each === count} credits={credits} model={model} />
        ))}
      {credits === null && (
        <p className="note text-soft">
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
  const missing = model.priceCredits * count - credits;
  if (missing <= 0) return null;
  return (
    <p className="note text-danger" data-count={count} data-shown={shown || undefined}>
      You have {formatCredits(credits)}. {formatCredits(missing)} {missing === 1 ? "is" : "are"}{" "}
      missing.
    </p>
  );
}
