import { NavLink } from "react-router";
import { Icon, type IconName } from "~/components/ui/icon";
import type { FrameLink } from "~/components/layout/types";
import { frame } from "~/components/layout/words";

const icons: Readonly<Record<string, IconName>> = {
  "/": "image",
  "/edit": "brush",
  "/video": "clapperboard",
  "/gallery": "images",
  "/account": "user-round",
};

interface SiteNavProps {
  links: readonly FrameLink[];
}

/** The ways through the site, in the header of wide screens. */
export function HeaderNav({ links }: SiteNavProps) {
  return (
    <nav aria-label={frame.main} className="max-md:hidden">
      <ul className="flex gap-1">
        {links.map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to} end={to !== "/account"} className="top-link">
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same at the foot of phones, within reach of the thumb. */
export function TabBar({ links }: SiteNavProps) {
  return (
    <nav aria-label={frame.main} className="tab-bar">
      <ul className="mx-auto flex max-w-md">
        {links.map(({ to, label }) => (
          <li key={to} className="flex-1">
            <NavLink to={to} end={to !== "/account"} className="tab-link">
              <span>
                <Icon name={icons[to] ?? "image"} size={20} />
              </span>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
