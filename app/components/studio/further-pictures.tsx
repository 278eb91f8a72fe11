import { Card } from "~/components/ui/card";
import { Collapsible } from "~/components/ui/collapsible";
import { FieldError } from "~/components/ui/field-error";
import { slotsOf, type PictureSlot } from "~/domain/picture-slots";
import { choosable, PictureRadios } from "./picture-radios";
import { SourceFile } from "./source-file";
import type { SourceChoiceProps } from "./types";
import type { UploadTile } from "~/components/media/types";
import { furtherPictures as words } from "./further-pictures-words";

export interface FurtherPicturesProps extends SourceChoiceProps {
  onGiven(upload: UploadTile): void;
}

/** The pictures that a model takes besides the one that it starts from, a field for each. */
export function FurtherPictures(props: FurtherPicturesProps) {
  const { model } = props;
  return (
    <Card className="divide-y divide-line px-4 py-1.5 sm:px-5">
      {slotsOf(model).map((slot, at, all) => {
        const isSecond = all[at - 1]?.role === slot.role;
        const isRequired =
          !isSecond &&
          model.pictures.some((each) => each.role === slot.role && each.need === "required");
        return <Slot key={slot.field} {...props} {...{ slot, isSecond, isRequired }} />;
      })}
    </Card>
  );
}

interface SlotProps extends FurtherPicturesProps {
  slot: PictureSlot;
  /** There is another one for the same before it. */
  isSecond: boolean;
  isRequired: boolean;
}

/** Folded away while nothing stands in it. */
function Slot({ slot, isSecond, isRequired, fields, onGiven, onChange, ...choice }: SlotProps) {
  const field = fields[slot.field];
  const shown = choosable(field, choice);
  const { name, hint } = words.roles[slot.role];
  const label = isSecond ? words.another(name) : name;
  // One that is gone can be replaced, and nothing keeps it beside what is chosen instead.
  const isKept =
    field.initialValue && !field.errors && !shown.some(({ id }) => id === field.initialValue);
  return (
    <Collapsible
      open={Boolean(field.initialValue || field.errors || isRequired)}
      className="py-1"
      title={
        <>
          {label}
          {!isRequired && <span className="font-normal text-soft"> {words.ifYouLike}</span>}
        </>
      }
    >
      <fieldset className="grid min-w-0 gap-3 pb-2.5">
        <legend className="mb-2 text-md text-soft">{hint}</legend>
        <FieldError field={field} />
        <SourceFile
          name={slot.fileField}
          onGiven={(upload) => {
            onGiven(upload);
            onChange({ [slot.field]: upload.id });
          }}
        />
        {shown.length > 0 && (
          <PictureRadios field={field} label={label} canBeNone={!isRequired} shown={shown} />
        )}
        {isKept && <input type="hidden" name={field.name} value={field.initialValue} />}
      </fieldset>
    </Collapsible>
  );
}
