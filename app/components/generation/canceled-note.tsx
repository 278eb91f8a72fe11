import { Link } from "react-router";
import type { GenerationCard } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { afterwards, againPath, refundWords } from "./words";

/** Says that a request was stopped and what came back, and leads on. */
export function CanceledNote({ generation }: { generation: GenerationCard }) {
  return (
    <Alert tone="info" title={afterwards.canceled}>
      {refundWords(generation)}{" "}
      <Link to={`${againPath(generation)}&seed=keep`} className="words-link">
        {afterwards.startAgain}
      </Link>
    </Alert>
  );
}
