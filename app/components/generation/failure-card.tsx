import { Link } from "react-router";
import type { GenerationCard } from "~/components/media/types";
import { buttonClass } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { failureWords, refundWords } from "./words";

interface FailureCardProps {
  generation: GenerationCard;
  modelName: string;
  /** False where the page says the prompt already. */
  withPrompt?: boolean;
}

/** Who failed, what was wrong, that the credits are back, and two ways on with the prompt kept. */
export function FailureCard({ generation, modelName, withPrompt = true }: FailureCardProps) {
  const { title, words } = failureWords(generation, modelName);
  const again = `/?from=${generation.id}&seed=keep`;
  return (
    <div className="grid gap-4 rounded-panel bg-danger-tint p-5 sm:p-6">
      <div className="flex gap-3">
        <Icon name="circle-alert" size={22} className="mt-0.5 shrink-0 text-danger" />
        <div className="grid gap-1">
          <p className="font-semibold text-danger">{title}</p>
          <p>{words}</p>
          <p className="font-medium">{refundWords(generation)}</p>
        </div>
      </div>
      {withPrompt && (
        <blockquote className="border-l-2 border-danger/30 pl-4 text-md wrap-anywhere whitespace-pre-line">
          {generation.prompt}
        </blockquote>
      )}
      <div className="flex flex-wrap gap-2">
        <Link to={again} className={buttonClass()}>
          <Icon name="rotate-ccw" />
          Try again
        </Link>
        <Link to={`${again}#model`} className={buttonClass({ tone: "quiet" })}>
          Switch model
        </Link>
      </div>
    </div>
  );
}
