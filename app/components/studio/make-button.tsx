import type { Ref } from "react";
import { Link } from "react-router";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { formatCredits } from "~/domain/credits";
import { costWords, failingWords } from "./model-words";
import type { StudioModel, TabWords } from "./types";

interface MakeButtonProps {
  ref: Ref<HTMLButtonElement>;
  busy: boolean;
  model: StudioModel;
  words: Pick<TabWords, "make" | "one" | "many">;
  /** The number of files that the server starts with. */
  count: number;
  /** Null for visitors. */
  credits: number | null;
  signUpCredits?: number | undefined;
  /** Another model that the credits are enough for; null where there is none. */
  affordable: StudioModel | null;
  onChoose(model: string): void;
}

/**
 * The main button. The label and the missing credits of every number are in the page; the checked number chooses by
 * CSS (see studio.css), so that the price is right before it is pressed, without JavaScript too. Where the credits are not
 * enough for a single file, what comes next stands in its place.
 */
export function MakeButton(props: MakeButtonProps) {
  const { ref, busy, model, words, count, credits, signUpCredits } = props;
  if (credits !== null && credits < model.priceCredits && model.enabled)
    return <OutOfCredits {...props} credits={credits} />;
  const counts = Array.from({ length: model.maxOutputs }, (_, at) => at + 1);
  const failing = failingWords(model);
  return (
    <div className="grid gap-2.5">
      <Button
        ref={ref}
        tone="main"
        size="large"
        wide
        busy={busy}
        disabled={!model.enabled}
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
          {model.message ?? "This model is switched off right now. Choose another one."}
        </p>
      )}
      {credits !== null &&
        counts.map((each) => (
          <Missing key={each} each={each} shown={each === count} {...{ credits, model, words }} />
        ))}
      {credits === null && (
        <p className="note text-soft">
          You'll sign in first. Your prompt stays here.
          {signUpCredits ? ` A new account starts with ${formatCredits(signUpCredits)}.` : ""}
        </p>
      )}
    </div>
  );
}

const whoGivesMore = "The people who run this site can give you more.";

function OutOfCredits({
  model,
  credits,
  words,
  affordable,
  onChoose,
}: MakeButtonProps & { credits: number }) {
  return (
    <div className="alert alert-info">
      <Icon name="coins" className="mt-0.5" />
      <div className="grid justify-items-start gap-2 text-md">
        <p className="text-base font-medium">
          {credits === 0 ? "You're out of credits" : "You don't have enough credits"}
        </p>
        <p className="tabular-nums">
          {credits > 0 && `You have ${formatCredits(credits)}. `}
          One {words.one} with {model.name} costs {formatCredits(model.priceCredits)}.{" "}
          {whoGivesMore}
        </p>
        <p className="flex flex-wrap gap-x-5">
          {affordable && (
            <button
              type="submit"
              name="intent"
              value={`model:${affordable.id}`}
              formNoValidate
              onClick={(event) => {
                event.preventDefault();
                onChoose(affordable.id);
              }}
              className="words-link min-h-11"
            >
              Use {affordable.name} for {formatCredits(affordable.priceCredits)}
            </button>
          )}
          <Link to="/account/credits" className="words-link flex min-h-11 items-center">
            See your credits
          </Link>
        </p>
      </div>
    </div>
  );
}

interface MissingProps extends Pick<MakeButtonProps, "model" | "words"> {
  each: number;
  shown: boolean;
  credits: number;
}

/** Nothing where the credits are enough for this number. */
function Missing({ each, shown, credits, model, words }: MissingProps) {
  if (model.priceCredits * each <= credits) return null;
  const enoughFor = Math.floor(credits / model.priceCredits);
  return (
    <p className="note" data-count={each} data-shown={shown || undefined}>
      You have {formatCredits(credits)}, enough for {enoughFor}{" "}
      {enoughFor === 1 ? words.one : words.many}. {whoGivesMore}{" "}
      <Link to="/account/credits" className="words-link">
        See your credits
      </Link>
    </p>
  );
}
