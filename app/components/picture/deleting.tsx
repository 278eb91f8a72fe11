import { fileFormId } from "~/components/media/file-forms";
import type { PictureTile } from "~/components/media/types";
import { forGood } from "~/components/media/words";
import { picturePage as words } from "./words";
import { AskFirst } from "~/components/media/ask-first";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";

/** Moves a file to the trash; one that is there already is deleted for good, after a question. */
export function Deleting({ media }: { media: PictureTile }) {
  if (media.trashedAt)
    return (
      <AskFirst
        label={
          <>
            <Icon name="icon-[lucide--trash-2]" />
            {forGood.button}
          </>
        }
        labelClassName="flex min-h-11 items-center justify-center gap-2 rounded-control px-4 text-md font-semibold text-danger hover:bg-danger-tint"
        question={forGood.question}
        className="max-lg:basis-full"
      >
        <Button form={fileFormId("delete")} variant="destructive">
          {forGood.button}
        </Button>
      </AskFirst>
    );
  return (
    <Button
      form={fileFormId("trash")}
      variant="outline"
      title={words.deleteTitle}
      className="max-lg:size-11 max-lg:px-0"
    >
      <Icon name="icon-[lucide--trash-2]" />
      <span className="max-lg:sr-only">{words.delete}</span>
    </Button>
  );
}
