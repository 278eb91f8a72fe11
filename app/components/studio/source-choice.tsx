import { nameOf, FramedPicture } from "~/components/media/picture-tile";
import { Collapsible } from "~/components/ui/collapsible";
import { FieldError } from "~/components/ui/field-error";
import { getRadioProps } from "~/components/ui/field-props";
import { Icon } from "~/components/ui/icon";
import { Card } from "~/components/ui/card";
import { overTile, RadioItem } from "~/components/ui/radio-group";
import { textLink } from "~/components/ui/text-link";
import { IntentButton } from "./intent-button";
import type { SourceChoiceProps } from "./types";
import { clone } from "~/components/media/words";
import { PageLink } from "~/components/ui/page-link";
import { source as words } from "./words";

/** The picture that something is made from, out of one's own latest ones. */
export function SourceChoice(props: SourceChoiceProps) {
  const { field, model } = props;
  if (model.source === "none") return <WordsAlone {...props} />;
  const choice = (
    <div className="grid gap-3 pb-2.5">
      <FieldError field={field} />
      <Choice {...props} />
    </div>
  );
  // Never folded where it is required: a browser cannot say what is missing in a folded place.
  return (
    <Card className="px-4 py-1.5 sm:px-5">
      {model.source === "required" ? (
        <>
          <p className="py-2.5 font-medium">{model.kind === "edit" ? words.edit : words.video}</p>
          {choice}
        </>
      ) : (
        <Collapsible
          open={Boolean(field.initialValue || field.errors)}
          title={
            <>
              {words.optional} <span className="font-normal text-soft">{words.ifYouLike}</span>
            </>
          }
        >
          {choice}
        </Collapsible>
      )}
    </Card>
  );
}

/** Leads to the models that begin with a picture; a picture that was chosen is kept for them. */
function WordsAlone({ field, model, models, onChoose }: SourceChoiceProps) {
  const other = models.find(({ source, enabled }) => enabled && source !== "none");
  return (
    <p className="text-md text-soft">
      <Chosen field={field} />
      {words.wordsOnly(model.name)}{" "}
      {other && (
        <IntentButton
          intent={`model:${other.id}`}
          onPress={() => onChoose(other.id)}
          className={`${textLink} min-h-11`}
        >
          {words.optional}
        </IntentButton>
      )}
    </p>
  );
}

const noFacts = {
  kind: "image",
  prompt: words.chosen,
  placeholder: null,
  width: 1,
  height: 1,
} as const;

function Chosen({ field: { name, initialValue } }: Pick<SourceChoiceProps, "field">) {
  return initialValue && <input type="hidden" name={name} value={initialValue} />;
}

function Choice({ field, model, sources, signedIn }: SourceChoiceProps) {
  const chosen = field.initialValue ?? "";
  const isRequired = model.source === "required";
  if (!signedIn)
    return (
      <p className="text-md text-soft">
        <Chosen field={field} />
        {words.signInFirst}
      </p>
    );
  const isListed = !chosen || field.errors || sources.some(({ id }) => id === chosen);
  const shown = isListed ? sources : [{ ...noFacts, id: chosen }, ...sources];
  if (shown.length === 0)
    return (
      <p className="text-md text-soft">
        {words.none}{" "}
        <PageLink to="/" className={textLink}>
          {words.makeOne}
        </PageLink>
      </p>
    );
  const [none, ...radios] = getRadioProps(field, ["", ...shown.map(({ id }) => id)]);
  return (
    <>
      <div role="radiogroup" aria-label={words.latest} className="grid grid-cols-4 gap-1.5">
        {!isRequired && (
          <RadioItem {...none} className="aspect-square px-1">
            {words.noPicture}
          </RadioItem>
        )}
        {shown.map((source, at) => (
          <label
            key={source.id}
            className="group relative block aspect-square overflow-hidden rounded-control bg-sunken has-checked:outline-3 has-checked:outline-offset-2 has-checked:outline-ink has-focus-visible:outline-ring"
          >
            <FramedPicture
              src={`/media/${source.id}/thumb`}
              placeholder={source.placeholder}
              alt=""
              width={source.width}
              height={source.height}
              eager
            />
            <input
              {...radios[at]}
              required={isRequired}
              aria-label={nameOf(source)}
              className={overTile}
            />
            <span className="absolute top-1.5 right-1.5 hidden size-6 place-items-center rounded-full bg-ink text-paper group-has-checked:grid">
              <Icon name="icon-[lucide--check]" size={16} />
            </span>
          </label>
        ))}
      </div>
      <p className="text-md text-soft">
        {words.older[0]}
        <PageLink to="/gallery" className={textLink}>
          {words.older[1]}
        </PageLink>
        {words.thenPress(model.kind === "edit" ? clone.edit : clone.video)}
      </p>
    </>
  );
}
