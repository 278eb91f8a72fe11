import { nameOf, FramedPicture } from "~/components/media/picture-tile";
import type { UploadTile } from "~/components/media/types";
import { getRadioProps } from "~/components/ui/field-props";
import { Icon } from "~/components/ui/icon";
import { RadioItem } from "~/components/ui/radio-group";
import type { Field } from "~/components/ui/use-form";
import type { SourceChoiceProps } from "./types";
import { source as words } from "./words";

/** A picture to choose, whatever it is. */
interface Choosable extends UploadTile {
  label: string;
}

/** What is chosen stands first where it is none of the latest. Visitors see what they gave alone. */
export function choosable(
  field: Field,
  { sources, uploads, signedIn }: Pick<SourceChoiceProps, "sources" | "uploads" | "signedIn">,
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

interface PictureRadiosProps {
  field: Field;
  label: string;
  /** Whether none can be chosen, too. */
  canBeNone: boolean;
  shown: readonly Choosable[];
  onChange?: () => void;
}

/** Pictures to choose one of. */
export function PictureRadios({ field, label, canBeNone, shown, onChange }: PictureRadiosProps) {
  const [none, ...radios] = getRadioProps(field, ["", ...shown.map(({ id }) => id)]);
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="grid grid-cols-4 gap-1.5"
      onChange={onChange}
    >
      {canBeNone && (
        <RadioItem {...none} className="aspect-square">
          {words.noPicture}
        </RadioItem>
      )}
      {shown.map(({ id, label: spoken, placeholder, width, height }, at) => (
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
          <input {...radios[at]} aria-label={spoken} className="over-tile" />
          <span className="absolute top-1.5 right-1.5 hidden size-6 place-items-center rounded-full bg-ink text-paper group-has-checked:grid">
            <Icon name="icon-[lucide--check]" size={16} />
          </span>
        </label>
      ))}
    </div>
  );
}
