import { Icon } from "~/components/ui/icon";
import { cn } from "~/components/ui/cn";
import { PageLink } from "~/components/ui/page-link";
import type { Delivery } from "~/domain/credits";
import { shortfallWords } from "./words";

interface ShortfallProps {
  delivery: Delivery;
  /** Leads to the receipt of this request; left out where the receipt is on the page. */
  generationId?: string;
  className?: string;
}

/** Says that fewer files came than were paid for, and what was refunded. Nothing where all came. */
export function Shortfall({ delivery, generationId, className }: ShortfallProps) {
  const words = shortfallWords(delivery);
  if (!words) return null;
  return (
    <p className={cn("flex items-baseline gap-1.5 tabular-nums", className)}>
      <Icon name="icon-[lucide--circle-alert]" size={13} className="translate-y-0.5" />
      <span>
        {generationId ? (
          <PageLink to={`/generations/${generationId}`} className="link">
            {words}
          </PageLink>
        ) : (
          words
        )}
      </span>
    </p>
  );
}
