import { Suspense, useState, type ComponentProps } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import { Collapsible } from "~/components/ui/collapsible";
import { FieldError } from "~/components/ui/field-error";
import { Card } from "~/components/ui/card";
import { roomFields } from "~/domain/frame-fields";
import { slotFields, slotsOf } from "~/domain/picture-slots";
import { waysOn } from "~/components/media/words";
import type { FurtherPictures as WholeFurtherPictures } from "./further-pictures";
import { IntentButton } from "./intent-button";
import type { FramePart as WholeFramePart } from "./frame-part";
import type { MaskPart as WholeMaskPart } from "./mask-part";
import { choosable, PictureRadios } from "./picture-radios";
import { SourceFile } from "./source-file";
import type { UploadTile } from "~/components/media/types";
import type { Field } from "~/components/ui/use-form";
import type { SourceChoiceProps } from "./types";
import { PageLink } from "~/components/ui/page-link";
import { source as words } from "./words";

type FurtherPicturesProps = ComponentProps<typeof WholeFurtherPictures>;
type MaskPartProps = ComponentProps<typeof WholeMaskPart>;
type FramePartProps = ComponentProps<typeof WholeFramePart>;

// In the HTML at once; in the browser only models that take them fetch their code.
const FurtherPictures = import.meta.env.SSR
  ? (await import("./late-sources")).FurtherPictures
  : lazyPart<FurtherPicturesProps>(
      async () => (await import("./late-sources")).FurtherPictures,
      KeptPictures,
    );
const MaskPart = import.meta.env.SSR
  ? (await import("./mask-part")).MaskPart
  : lazyPart<MaskPartProps>(async () => (await import("./mask-part")).MaskPart, KeptMask);

const FramePart = import.meta.env.SSR
  ? (await import("./frame-part")).FramePart
  : lazyPart<FramePartProps>(async () => (await import("./frame-part")).FramePart, KeptRoom);

const FilmPart = import.meta.env.SSR
  ? (await import("./late-sources")).FilmPart
  : lazyPart<SourceChoiceProps>(async () => (await import("./late-sources")).FilmPart, KeptSource);

/** The picture that something is made from: a file, or one out of one's own latest pictures; and what else is given. */
export function SourceChoice(props: SourceChoiceProps) {
  const { fields, model, onChange } = props;
  const [given, setGiven] = useState<readonly UploadTile[]>([]);
  const isNew = (upload: UploadTile) => !props.uploads.some(({ id }) => id === upload.id);
  const uploads = [...given.filter(isNew), ...props.uploads];
  const sources = props.sources.filter(({ kind }) => kind !== "video");
  const all = { ...props, sources, uploads };
  // Another one may have come meanwhile.
  const onGiven = (upload: UploadTile) =>
    setGiven((before) => [upload, ...before.filter(({ id }) => id !== upload.id)]);
  const slots = slotsOf(model).map(({ field }) => field);
  return (
    <>
      <input
        type="hidden"
        name={fields.asideMediaId.name}
        value={fields.asideMediaId.initialValue}
      />
      {model.film ? (
        <Suspense fallback={<KeptSource {...props} />}>
          <FilmPart {...props} />
        </Suspense>
      ) : model.source === "none" ? (
        <WordsAlone {...props} />
      ) : (
        <Source {...all} onGiven={onGiven} />
      )}
      {slots.length > 0 && (
        <Suspense fallback={<KeptPictures {...props} />}>
          <FurtherPictures {...all} onGiven={onGiven} />
        </Suspense>
      )}
      <KeptPictures {...props} without={slots} />
      {model.mask === "none" ? (
        <KeptMask field={fields.maskId} />
      ) : (
        <Suspense fallback={<KeptMask field={fields.maskId} />}>
          <MaskPart field={fields.maskId} model={model} onChange={onChange} />
        </Suspense>
      )}
      {model.frame ? (
        <Suspense fallback={<KeptRoom {...props} />}>
          <FramePart {...all} limits={model.frame} />
        </Suspense>
      ) : (
        <KeptRoom {...props} />
      )}
    </>
  );
}

/** Never folded where it is required: a browser cannot say what is missing in a folded place. */
function Source(props: GivenProps) {
  const { model, fields } = props;
  const field = fields.sourceMediaId;
  const title = model.pictures.some(({ role }) => role === "last") ? words.first : words.video;
  const choice = (
    <div className="grid gap-3 pb-2.5">
      <FieldError field={field} />
      <Choice {...props} />
    </div>
  );
  return (
    <Card className="px-4 py-1.5 sm:px-5">
      {model.source === "required" ? (
        <>
          <p className="py-2.5 font-medium">{model.kind === "edit" ? words.edit : title}</p>
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
function WordsAlone({ fields, model, models, onChoose }: SourceChoiceProps) {
  const other = models.find(({ source, film, enabled }) => enabled && source !== "none" && !film);
  return (
    <p className="text-md text-soft">
      <Chosen field={fields.sourceMediaId} />
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

/** What was chosen, kept where it cannot be chosen. */
function Chosen({ field: { name, initialValue } }: { field: Field }) {
  return initialValue && <input type="hidden" name={name} value={initialValue} />;
}

function KeptSource({ fields }: SourceChoiceProps) {
  return <Chosen field={fields.sourceMediaId} />;
}

function KeptMask({ field }: Pick<MaskPartProps, "field">) {
  return <Chosen field={field} />;
}

function KeptRoom({ fields }: Pick<SourceChoiceProps, "fields">) {
  return roomFields.map((name) => <Chosen key={name} field={fields[name]} />);
}

function KeptPictures({ fields, without = [] }: KeptPicturesProps) {
  return slotFields.map(
    (name) => !without.includes(name) && <Chosen key={name} field={fields[name]} />,
  );
}

interface KeptPicturesProps extends Pick<SourceChoiceProps, "fields"> {
  without?: readonly string[];
}

interface GivenProps extends SourceChoiceProps {
  onGiven(upload: UploadTile): void;
}

function Choice(props: GivenProps) {
  const { fields, model, sources, signedIn, onChange, onGiven } = props;
  const field = fields.sourceMediaId;
  const shown = choosable(field, props);
  return (
    <>
      <SourceFile
        onGiven={(upload) => {
          onGiven(upload);
          onChange({ [field.name]: upload.id, maskId: "" });
        }}
      />
      {shown.length > 0 && (
        <PictureRadios
          field={field}
          label={words.choices}
          canBeNone={model.source === "optional"}
          shown={shown}
          // What is marked belongs to the picture that it was marked on.
          onChange={() => onChange({ maskId: "" })}
        />
      )}
      {!signedIn && shown.length === 0 && <Chosen field={field} />}
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
