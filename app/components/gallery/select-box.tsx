import { Icon } from "~/components/ui/icon";
import { selectionField, selectionFormId } from "./use-selection";
import { selection as words } from "./words";

interface SelectBoxProps {
  mediaId: string;
  /** What the file is called. */
  name: string;
  /** True where a form that was refused had it chosen. */
  isChosen: boolean;
}

/**
 * Chooses a file, for the form with `selectionFormId`. Out of the way until its tile is pointed at or something is
 * chosen; always there where nothing can point.
 */
export function SelectBox({ mediaId, name, isChosen }: SelectBoxProps) {
  return (
    <label className="absolute bottom-0 left-0 z-1 grid size-11 cursor-pointer place-items-center opacity-0 transition-opacity group-hover/tile:opacity-100 focus-within:opacity-100 [@media(hover:none)]:opacity-100 [main:has(input[form=selection]:checked)_&]:opacity-100">
      <span className="sr-only">{words.choose(name)}</span>
      <input
        type="checkbox"
        form={selectionFormId}
        name={selectionField}
        value={mediaId}
        defaultChecked={isChosen}
        autoComplete="off"
        className="peer size-7 cursor-pointer appearance-none rounded-control border-2 border-on-chip bg-chip checked:border-accent checked:bg-accent"
      />
      <Icon
        name="icon-[lucide--check]"
        size={18}
        className="pointer-events-none absolute hidden text-on-accent peer-checked:block"
      />
    </label>
  );
}
