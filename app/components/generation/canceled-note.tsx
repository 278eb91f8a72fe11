import type { GenerationCard } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { PageLink } from "~/components/ui/page-link";
import { takeFocus } from "~/components/ui/take-focus";
import { wasJustCanceled } from "./canceled-now";
import { afterwards, againPath, refundWords } from "./words";

/**
 * Says that a request was stopped and what came back, and leads on. Takes the focus from the button that stopped it.
 */
export function CanceledNote({ generation }: { generation: GenerationCard }) {
  return (
    <div
      tabIndex={-1}
      ref={(note) => {
        if (note && wasJustCanceled(generation.id)) takeFocus(note);
      }}
    >
      <Alert title={afterwards.canceled}>
        {refundWords(generation)}{" "}
        <PageLink to={`${againPath(generation)}&seed=keep`} className="link">
          {afterwards.startAgain}
        </PageLink>
      </Alert>
    </div>
  );
}
