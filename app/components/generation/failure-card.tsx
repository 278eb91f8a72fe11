import { Link } from "react-router";
import type { GenerationCard } from "~/components/media/types";
import { buttonClass } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { afterwards, againPath, refundWords } from "./words";

/** Who failed, what was wrong, that the credits are back, and two ways on with the prompt kept, which the page says above. */
export function FailureCard({ generation }: { generation: GenerationCard }) {
  const { failure } = generation;
  const again = `${againPath(generation)}&seed=keep`;
  return (
    <div className="failure">
      <div className="flex gap-3">
        <Icon name="circle-alert" size={22} className="mt-0.5 shrink-0 text-danger" />
        <div className="grid min-w-0 gap-1 wrap-anywhere">
          <p className="font-semibold text-danger">{failure?.title}</p>
          <p>{failure?.words}</p>
          <p className="font-medium">{refundWords(generation)}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link to={again} className={buttonClass()}>
          <Icon name="rotate-ccw" />
          {afterwards.tryAgain}
        </Link>
        <Link to={`${again}&choose=model`} className={buttonClass({ tone: "quiet" })}>
          {afterwards.switchModel}
        </Link>
      </div>
    </div>
  );
}
