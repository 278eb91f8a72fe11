import { PageLink } from "./page-link";

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
  className?: string;
}

/** A row of links of which one is the present page; looks like a switch. */
export function LinkTabs({ label, tabs, className }: LinkTabsProps) {
  return (
    <nav aria-label={label} className={className}>
      <ul className="toggle-group">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <PageLink
              to={tab.to}
              staysPut
              aria-current={tab.selected ? "page" : undefined}
              className="toggle px-3"
            >
              {tab.short && (
                <span aria-hidden="true" className="sm:hidden">
                  {tab.short}
                </span>
              )}
              <span className={tab.short && "max-sm:sr-only"}>{tab.label}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
