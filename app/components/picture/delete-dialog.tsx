import { fileFormId } from "~/components/media/file-forms";
import type { PictureTile } from "~/components/media/types";
import { forGood } from "~/components/media/words";
import { toTrash } from "./words";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";

interface DeleteDialogProps {
  media: PictureTile;
  onClose: () => void;
}

/** Asks before a key deletes what is shown. Import it lazily. */
export function DeleteDialog({ media, onClose }: DeleteDialogProps) {
  const isForGood = media.trashedAt !== null;
  return (
    <Dialog title={isForGood ? forGood.title : toTrash.question(media.kind)} onClose={onClose}>
      <p>{isForGood ? forGood.question : toTrash.words}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <Button
          form={fileFormId(isForGood ? "delete" : "trash")}
          variant={isForGood ? "destructive" : "default"}
          autoFocus
        >
          {isForGood ? forGood.button : toTrash.button}
        </Button>
        <Button type="button" variant="outline" onClick={onClose}>
          {toTrash.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
