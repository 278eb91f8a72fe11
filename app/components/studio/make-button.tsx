import type { Ref } from "react";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import { textLink } from "~/components/ui/text-link";
import { formatCredits } from "~/domain/credits";
import { IntentButton } from "./intent-button";
import { costWords, failingWords } from "./model-words";
import type { StudioModel, TabWords } from "./types";
import { credits as few, makeButton as say } from "./words";

const note = "text-center text-md tabular-nums";

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
 * The main button. The label and the missing credits of every number are in the page; the checked number chooses by CSS
 * (see choices.css), so that the price is right before it is pressed, without JavaScript too. Where the credits are not
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
        size="lg"
        className="w-full"
        busy={busy}
        disabled={!model.enabled}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {busy ? (
          say.busy
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
      <p className={`${note} text-soft`}>{costWords(model)}</p>
      {failing && <p className={`${note} text-warning`}>{failing}</p>}
      {!model.enabled && <p className={`${note} text-danger`}>{model.message ?? say.modelOff}</p>}
      {credits !== null &&
        counts.map((each) => (
          <Missing key={each} each={each} shown={each === count} {...{ credits, model, words }} />
        ))}
      {credits === null && (
        <p className={`${note} text-soft`}>
          {say.signInFirst}
          {signUpCredits ? say.firstCredits(signUpCredits) : ""}
        </p>
      )}
    </div>
  );
}

function OutOfCredits({
  model,
  credits,
  words,
  affordable,
  onChoose,
}: MakeButtonProps & { credits: number }) {
  return (
    <Alert
      role={undefined}
      icon="icon-[lucide--coins]"
      title={credits === 0 ? few.none : few.tooFew}
    >
      <div className="grid justify-items-start gap-2">
        <p className="tabular-nums">
          {credits > 0 && few.youHave(credits)}
          {few.costs(words.one, model.name, model.priceCredits)} {few.whoGivesMore}
        </p>
        <p className="flex flex-wrap gap-x-5">
          {affordable && (
            <IntentButton
              intent={`model:${affordable.id}`}
              onPress={() => onChoose(affordable.id)}
              className={`${textLink} min-h-11`}
            >
              {few.otherModel(affordable.name, affordable.priceCredits)}
            </IntentButton>
          )}
          <PageLink to="/account/credits" className={`${textLink} flex min-h-11 items-center`}>
            {few.see}
          </PageLink>
        </p>
      </div>
    </Alert>
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
    <p className={note} data-count={each} data-shown={shown || undefined}>
      {few.enoughFor(credits, enoughFor, enoughFor === 1 ? words.one : words.many)}{" "}
      {few.whoGivesMore}{" "}
      <PageLink to="/account/credits" className={textLink}>
        {few.see}
      </PageLink>
    </p>
  );
}
