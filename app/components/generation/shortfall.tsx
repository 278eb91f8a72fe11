import { Link } from "react-router";
import { Icon } from "~/components/ui/icon";
import { cx } from "~/components/ui/cx";
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
    <p className={cx("flex items-baseline gap-1.5 tabular-nums", className)}>
      <Icon name="circle-alert" size={13} className="shrink-0 translate-y-0.5" />
      <span>
        {generationId ? (
          <Link to={`/generations/${generationId}`} className="words-link">
            {words}
          </Link>
        ) : (
          words
        )}
      </span>
    </p>
  );
}
