import type { Ref } from "react";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import { formatCredits } from "~/domain/credits";
import { pricesOf } from "~/domain/prices";
import type { StudioValues } from "~/domain/studio-values";
import { IntentButton } from "./intent-button";
import { costWords, failingWords } from "./model-words";
import { lengthsOf, resolutionsOf } from "./setting-choices";
import type { StudioModel, TabWords } from "./types";
import { credits as few, makeButton as say } from "./words";

const note = "text-center text-md tabular-nums";

interface MakeButtonProps {
  ref: Ref<HTMLButtonElement>;
  busy: boolean;
  model: StudioModel;
  words: Pick<TabWords, "make" | "one" | "many">;
  /** What the server starts with. */
  chosen: Pick<StudioValues, "count" | "durationSeconds" | "resolution" | "sound">;
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
  const { ref, busy, model, words, credits, signUpCredits } = props;
  if (credits !== null && credits < model.priceCredits && model.enabled)
    return <OutOfCredits {...props} credits={credits} />;
  const offers = offersOf(model, props.chosen);
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
            {offers.map(({ key, each, credits: price, marks }) => (
              <span
                key={key}
                {...marks}
              >{`${model.prompt === "none" ? model.task : words.make(each)} · ${formatCredits(price)}`}</span>
            ))}
          </span>
        )}
      </Button>
      <p className={`${note} text-soft`}>{costWords(model)}</p>
      {failing && <p className={`${note} text-warning`}>{failing}</p>}
      {!model.enabled && <p className={`${note} text-danger`}>{model.message ?? say.modelOff}</p>}
      {credits !== null &&
        offers.map((offer) => <Missing key={offer.key} {...{ offer, credits, words }} />)}
      {credits === null && (
        <p className={`${note} text-soft`}>
          {say.signInFirst}
          {model.prompt !== "none" && say.promptStays}
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
              className="link min-h-11"
            >
              {few.otherModel(affordable.name, affordable.priceCredits)}
            </IntentButton>
          )}
          <PageLink to="/account/credits" className="link flex min-h-11 items-center">
            {few.see}
          </PageLink>
        </p>
      </div>
    </Alert>
  );
}

interface Offer {
  key: string;
  /** How many files, and what they cost together. */
  each: number;
  credits: number;
  /** Which number, length, resolution and sound must be chosen for it, for choices.css. */
  marks: Record<`data-${string}`, string | number | true>;
}

/** Every number of files with every price of them. */
function offersOf(model: StudioModel, chosen: MakeButtonProps["chosen"]): Offer[] {
  const { maxOutputs } = model;
  const [durations, resolutions] = [lengthsOf(model), resolutionsOf(model)];
  const counts = Array.from({ length: maxOutputs }, (_, at) => at + 1);
  return pricesOf(model).flatMap(({ durationSeconds, resolution, sound, credits }) =>
    counts.map((each) => {
      const length = durationSeconds && durations.length > 1 && durations.indexOf(durationSeconds);
      const isShown = {
        count: each === chosen.count,
        length: String(durationSeconds) === chosen.durationSeconds,
        resolution: resolution === chosen.resolution,
        sound: sound === chosen.sound,
      };
      return {
        key: [each, durationSeconds, resolution, sound].join(" "),
        each,
        credits: credits * each,
        marks: {
          ...(maxOutputs > 1 && { "data-count": each }),
          ...(typeof length === "number" && { "data-length-at": length + 1 }),
          ...(resolution &&
            resolutions.length > 1 && {
              "data-resolution-at": resolutions.indexOf(resolution) + 1,
            }),
          ...(sound && { "data-sound": sound }),
          "data-shown": Object.entries(isShown)
            .flatMap(([name, yes]) => (yes ? [name] : []))
            .join(" "),
        },
      };
    }),
  );
}

interface MissingProps extends Pick<MakeButtonProps, "words"> {
  offer: Offer;
  credits: number;
}

/** Nothing where the credits are enough for it. */
function Missing({ offer, credits, words }: MissingProps) {
  if (offer.credits <= credits) return null;
  const enoughFor = Math.floor((credits * offer.each) / offer.credits);
  return (
    <p className={note} {...offer.marks}>
      {few.enoughFor(credits, enoughFor, enoughFor === 1 ? words.one : words.many)}{" "}
      {few.whoGivesMore}{" "}
      <PageLink to="/account/credits" className="link">
        {few.see}
      </PageLink>
    </p>
  );
}
