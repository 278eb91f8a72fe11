import { NavLink } from "react-router";
import { cx } from "~/components/ui/cx";
import { Icon, type IconName } from "~/components/ui/icon";
import type { FrameLink } from "./types";

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
    <nav aria-label="Main" className="max-md:hidden">
      <ul className="flex gap-1">
        {links.map(({ to, label }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === "/"}
              className={({ isActive }) =>
                cx(
                  "flex min-h-11 items-center rounded-control px-3.5 text-md font-medium transition-colors duration-150",
                  isActive ? "bg-sunken text-ink" : "text-soft hover:text-ink",
                )
              }
            >
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
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-glass pb-[env(safe-area-inset-bottom)] backdrop-blur-xl md:hidden"
    >
      <ul className="mx-auto flex max-w-md">
        {links.map(({ to, label }) => {
          return (
            <li key={to} className="flex-1">
              <NavLink
                to={to}
                end={to === "/"}
                className={({ isActive }) =>
                  cx(
                    "flex min-h-14 flex-col items-center justify-center gap-0.5 text-sm font-medium",
                    isActive ? "text-ink" : "text-soft",
                  )
                }
              >
                {({ isActive }) => (
                  <>
                    <span className={cx("rounded-full px-4 py-0.5", isActive && "bg-sunken")}>
                      <Icon name={icons[to] ?? "image"} size={20} />
                    </span>
                    {label}
                  </>
                )}
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
