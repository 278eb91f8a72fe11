import { useState } from "react";
import { nameOf, FramedPicture } from "~/components/media/picture-tile";
import { Collapsible } from "~/components/ui/collapsible";
import { FieldError } from "~/components/ui/field-error";
import { getRadioProps } from "~/components/ui/field-props";
import { Icon } from "~/components/ui/icon";
import { Card } from "~/components/ui/card";
import { RadioItem } from "~/components/ui/radio-group";
import { waysOn } from "~/components/media/words";
import { IntentButton } from "./intent-button";
import { MaskPart } from "./mask-part";
import { SourceFile } from "./source-file";
import type { UploadTile } from "~/components/media/types";
import type { SourceChoiceProps } from "./types";
import { PageLink } from "~/components/ui/page-link";
import { source as words } from "./words";

/** The picture that something is made from: a file, or one out of one's own latest pictures. */
export function SourceChoice(props: SourceChoiceProps) {
  const { field, maskField, model, onChange } = props;
  if (model.source === "none") return <WordsAlone {...props} />;
  const choice = (
    <div className="grid gap-3 pb-2.5">
      <FieldError field={field} />
      <Choice {...props} />
    </div>
  );
  // Never folded where it is required: a browser cannot say what is missing in a folded place.
  return (
    <>
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
      {model.mask === "none" ? (
        <Chosen field={maskField} />
      ) : (
        <MaskPart field={maskField} model={model} onChange={onChange} />
      )}
    </>
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
          className="link min-h-11"
        >
          {words.optional}
        </IntentButton>
      )}
    </p>
  );
}

function Chosen({ field: { name, initialValue } }: Pick<SourceChoiceProps, "field">) {
  return initialValue && <input type="hidden" name={name} value={initialValue} />;
}

/** A picture to choose, whatever it is. */
interface Choosable extends UploadTile {
  label: string;
}

/** What is chosen stands first where it is none of the latest. Visitors see what they gave alone. */
function choosable(
  { field, sources, signedIn }: SourceChoiceProps,
  uploads: readonly UploadTile[],
): Choosable[] {
  const listed = [
    ...uploads.map((upload) => ({ ...upload, label: words.given })),
    ...sources.map((tile) => ({ ...tile, label: nameOf(tile) })),
  ];
  const chosen = field.initialValue ?? "";
  const isListed = !chosen || !signedIn || field.errors || listed.some(({ id }) => id === chosen);
  const unknown = { id: chosen, label: words.chosen, placeholder: null, width: 1, height: 1 };
  return isListed ? listed : [unknown, ...listed];
}

function Choice(props: SourceChoiceProps) {
  const { field, model, sources, signedIn, onChange } = props;
  const [given, setGiven] = useState<readonly UploadTile[]>([]);
  const isNew = (upload: UploadTile) => !props.uploads.some(({ id }) => id === upload.id);
  const shown = choosable(props, [...given.filter(isNew), ...props.uploads]);
  return (
    <>
      <SourceFile
        onGiven={(upload) => {
          // Another one may have come meanwhile.
          setGiven((all) => [upload, ...all.filter(({ id }) => id !== upload.id)]);
          onChange({ [field.name]: upload.id, maskId: "" });
        }}
      />
      {shown.length > 0 && <Pictures {...props} shown={shown} />}
      {!signedIn && !shown.some(({ id }) => id === field.initialValue) && <Chosen field={field} />}
      {sources.length > 0 && (
        <p className="text-md text-soft">
          {words.older[0]}
          <PageLink to="/gallery" className="link">
            {words.older[1]}
          </PageLink>
          {words.thenPress(model.kind === "edit" ? waysOn.edit : waysOn.video)}
        </p>
      )}
      {!signedIn && <p className="text-md text-soft">{words.signInFirst}</p>}
      {signedIn && shown.length === 0 && (
        <p className="text-md text-soft">
          {words.none}{" "}
          <PageLink to="/" className="link">
            {words.makeOne}
          </PageLink>
        </p>
      )}
    </>
  );
}

function Pictures(props: SourceChoiceProps & { shown: readonly Choosable[] }) {
  const { field, model, shown, onChange } = props;
  const [none, ...radios] = getRadioProps(field, ["", ...shown.map(({ id }) => id)]);
  return (
    <div
      role="radiogroup"
      aria-label={words.choices}
      className="grid grid-cols-4 gap-1.5"
      // What is marked belongs to the picture that it was marked on.
      onChange={() => onChange({ maskId: "" })}
    >
      {model.source === "optional" && (
        <RadioItem {...none} className="aspect-square">
          {words.noPicture}
        </RadioItem>
      )}
      {shown.map(({ id, label, placeholder, width, height }, at) => (
        <label
          key={id}
          className="group relative block aspect-square overflow-hidden rounded-control bg-sunken has-checked:outline-3 has-checked:outline-offset-2 has-checked:outline-ink has-focus-visible:outline-ring"
        >
          <FramedPicture
            src={`/media/${id}/thumb`}
            placeholder={placeholder}
            alt=""
            width={width}
            height={height}
            eager
          />
          <input {...radios[at]} aria-label={label} className="over-tile" />
          <span className="absolute top-1.5 right-1.5 hidden size-6 place-items-center rounded-full bg-ink text-paper group-has-checked:grid">
            <Icon name="icon-[lucide--check]" size={16} />
          </span>
        </label>
      ))}
    </div>
  );
}
