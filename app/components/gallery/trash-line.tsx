import { fileFormId } from "~/components/media/file-forms";
import { forGood } from "~/components/media/words";
import { AskFirst } from "~/components/media/ask-first";
import { Button } from "~/components/ui/button";
import { trash as words } from "./trash-words";

/** Says over the trash what becomes of what is in it (`total` files), with the way to be rid of all at once. */
export function TrashLine({ total }: { total: number }) {
  return (
    <div className="-my-2 flex flex-wrap items-start gap-x-3 text-md text-soft">
      <p className="py-2.5">{words.note}</p>
      <AskFirst
        label={words.empty}
        labelClassName="link inline-flex min-h-11 items-center text-ink"
        question={`${words.emptyQuestion(total)} ${forGood.question}`}
      >
        <div>
          <Button form={fileFormId("empty")} variant="destructive">
            {words.emptyNow}
          </Button>
        </div>
      </AskFirst>
    </div>
  );
}
