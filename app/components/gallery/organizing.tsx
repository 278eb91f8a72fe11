import type { SubmissionResult } from "@conform-to/react";
import { Button } from "~/components/ui/button";
import { Label } from "~/components/ui/label";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { useNewId } from "~/components/ui/use-new-id";
import { useForm } from "~/components/ui/use-form";
import type { GalleryPlace } from "./gallery-query";
import type { GalleryChoices } from "./types";
import { selectionFormId } from "./use-selection";
import { selection as words } from "./words";

interface OrganizingProps {
  place: GalleryPlace;
  boards: GalleryChoices["boards"];
  /** Of the board that the form makes. */
  newBoardId: string;
  lastResult: SubmissionResult | undefined;
}

/** Of the form of what is chosen: boards, tags, and a link to show it to others. */
export function Organizing({ place, boards, newBoardId, lastResult }: OrganizingProps) {
  const [, fields] = useForm<{ boardId: string; boardName: string; tags: string }>({
    id: selectionFormId,
    lastResult,
  });
  return (
    <div className="grid gap-4 border-t border-line p-2 pt-3 sm:grid-cols-2">
      <div className="grid content-start gap-2">
        {boards.length > 0 && (
          <>
            <Label htmlFor="selection-board">{words.board}</Label>
            <Select
              id="selection-board"
              name="boardId"
              defaultValue={fields.boardId.initialValue}
              autoComplete="off"
            >
              <option value="">{words.newBoard}</option>
              {boards.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </>
        )}
        <input type="hidden" name="newBoardId" value={useNewId(newBoardId, boards)} />
        <TextField field={fields.boardName} label={words.boardName} autoComplete="off" />
        <div className="flex flex-wrap gap-2">
          <Button name="intent" value="board" variant="outline">
            {words.addToBoard}
          </Button>
          {place.board && <input type="hidden" name="fromBoard" value={place.board} />}
          {place.board && (
            <Button name="intent" value="unboard" variant="outline">
              {words.removeFromBoard}
            </Button>
          )}
        </div>
      </div>
      <div className="grid content-start gap-2">
        <TextField field={fields.tags} label={words.tags} autoComplete="off" />
        <div className="flex flex-wrap gap-2">
          <Button name="intent" value="tag" variant="outline">
            {words.tag}
          </Button>
          <Button name="intent" value="untag" variant="ghost">
            {words.untag}
          </Button>
        </div>
        <div className="mt-auto flex flex-wrap gap-2 pt-2">
          <Button name="intent" value="share" variant="outline">
            {words.share}
          </Button>
          <Button name="intent" value="unstar" variant="ghost">
            {words.unstar}
          </Button>
        </div>
      </div>
    </div>
  );
}
