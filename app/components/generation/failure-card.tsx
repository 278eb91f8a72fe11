import type { GenerationCard } from "~/components/media/types";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { afterwards, againPath, refundWords } from "./words";

/**
 * Who failed, what was wrong, that the credits are back, and two ways on with the prompt kept, which the page says
 * above.
 */
export function FailureCard({ generation }: { generation: GenerationCard }) {
  const { failure } = generation;
  const again = `${againPath(generation)}&seed=keep`;
  return (
    <div className="grid gap-4 rounded-panel bg-danger-tint p-5 sm:p-6 forced-colors:border">
      <div className="flex gap-3">
        <Icon name="icon-[lucide--circle-alert]" size={22} className="mt-0.5 text-danger" />
        <div className="grid min-w-0 gap-1 wrap-anywhere">
          <p className="font-semibold text-danger">{failure?.title}</p>
          <p>{failure?.words}</p>
          <p className="font-medium">{refundWords(generation)}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="outline">
          <PageLink to={again}>
            <Icon name="icon-[lucide--rotate-ccw]" />
            {afterwards.tryAgain}
          </PageLink>
        </Button>
        <Button asChild variant="ghost">
          <PageLink to={`${again}&choose=model`}>{afterwards.switchModel}</PageLink>
        </Button>
      </div>
    </div>
  );
}
