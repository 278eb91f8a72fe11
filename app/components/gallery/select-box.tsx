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
    <label className="tile-box">
      <input
        type="checkbox"
        form={selectionFormId}
        name={selectionField}
        value={mediaId}
        defaultChecked={isChosen}
        autoComplete="off"
        aria-label={words.choose(name)}
      />
    </label>
  );
}
