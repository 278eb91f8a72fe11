import { Link } from "react-router";
import { cx } from "./cx";

export interface LinkTab {
  to: string;
  label: string;
  /** Shown instead of the label on phones. */
  short?: string;
  selected: boolean;
}

interface LinkTabsProps {
  /** What is being chosen, for screen readers. */
  label: string;
  tabs: readonly LinkTab[];
}

/** A row of links of which one is the present page; looks like a switch. */
export function LinkTabs({ label, tabs }: LinkTabsProps) {
  return (
    <nav aria-label={label}>
      <ul className="inline-flex rounded-control bg-sunken p-0.5">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              preventScrollReset
              aria-current={tab.selected ? "page" : undefined}
              className={cx(
                "flex min-h-11 min-w-11 items-center justify-center rounded-[8px] px-3 text-md font-medium transition-colors duration-150",
                tab.selected ? "bg-raised text-ink shadow-rest" : "text-soft hover:text-ink",
              )}
            >
              {tab.short && (
                <span aria-hidden="true" className="sm:hidden">
                  {tab.short}
                </span>
              )}
              <span className={cx(tab.short && "max-sm:sr-only")}>{tab.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
