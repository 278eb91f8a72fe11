import { Link } from "react-router";
import type { GenerationCard } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { againPath, refundWords } from "./words";

/** Says that a request was stopped and what came back, and leads on. */
export function CanceledNote({ generation }: { generation: GenerationCard }) {
  return (
    <Alert tone="info" title="You canceled this">
      {refundWords(generation)}{" "}
      <Link to={`${againPath(generation)}&seed=keep`} className="words-link">
        Start it again
      </Link>
    </Alert>
  );
}
