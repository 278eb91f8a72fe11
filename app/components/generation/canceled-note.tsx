import { Link } from "react-router";
import type { GenerationCard } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { formatCredits } from "~/domain/credits";

/** Says that a request was stopped and what came back, and leads on. */
export function CanceledNote({ generation }: { generation: GenerationCard }) {
  const { id, refundedCredits } = generation;
  return (
    <Alert tone="info" title="You canceled this">
      {refundedCredits > 0 && <>Your {formatCredits(refundedCredits)} are back. </>}
      <Link to={`/?from=${id}&seed=keep`} className="words-link">
        Start it again
      </Link>
    </Alert>
  );
}
