import type { ReactNode } from "react";
import { Link } from "react-router";
import { SignInLink } from "~/components/account/sign-in-link";
import { buttonClass } from "~/components/ui/button";
import { cx } from "~/components/ui/cx";
import { formatCredits } from "~/domain/credits";
import type { AccountView } from "~/domain/views";
import { AccountMenu } from "./account-menu";
import { Announcer } from "~/components/layout/announcer";
import { HeaderNav, TabBar } from "./site-nav";
import { ThemeSwitch } from "~/components/layout/theme-switch";
import type { FrameLink, Theme } from "~/components/layout/types";
import { frame as words } from "~/components/layout/words";
import { Wordmark } from "./wordmark";

export interface AppFrameProps {
  /** Null for visitors, and where it could not be loaded (error pages). */
  account: AccountView | null;
  /** True while a session exists, even when `account` could not be loaded. */
  signedIn: boolean;
  theme: Theme;
  /** Path and search of the page, for the way back after switching theme or signing in. */
  path: string;
  /** The studio's tabs that exist, in order. Known paths: `/`, `/edit`, `/video`. */
  tabs: readonly FrameLink[];
  /** Links of the footer that exist, for example About the models, Privacy, Terms. */
  footerLinks?: readonly FrameLink[];
  children: ReactNode;
}

/** Header, main landmark and footer around every page. */
export function AppFrame({
  account,
  signedIn,
  theme,
  path,
  tabs,
  footerLinks = [],
  children,
}: AppFrameProps) {
  const links = signedIn ? [...tabs, { to: "/gallery", label: words.gallery }] : tabs;
  const phoneLinks = signedIn ? [...links, { to: "/account", label: words.account }] : links;
  const tabBar = phoneLinks.length > 1;
  return (
    <div className={cx("flex min-h-dvh flex-col", tabBar && "over-tab-bar")}>
      <a href="#content" className="skip-link">
        {words.skip}
      </a>
      <header className="top-bar">
        <div className="page-width flex h-14 items-center gap-6 md:h-16">
          <Wordmark />
          <HeaderNav links={links} />
          <div className="ml-auto flex items-center gap-2">
            {signedIn ? <Belongings account={account} /> : <Entrances path={path} />}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col">
        {children}
      </main>
      <Footer links={footerLinks} theme={theme} path={path} />
      {tabBar && <TabBar links={phoneLinks} />}
      <Announcer />
    </div>
  );
}

function Belongings({ account }: Pick<AppFrameProps, "account">) {
  return (
    <>
      {account && (
        <Link to="/account/credits" className="top-link px-3 tabular-nums">
          {formatCredits(account.credits)}
        </Link>
      )}
      <AccountMenu account={account} />
    </>
  );
}

function Entrances({ path }: { path: string }) {
  const next = /^\/(login|signup|forgot-password|reset-password|auth)\b/.test(path) ? "/" : path;
  return (
    <>
      <SignInLink next={next} className={buttonClass({ tone: "quiet", className: "max-sm:px-3" })}>
        {words.signIn}
      </SignInLink>
      <SignInLink
        next={next}
        mode="sign-up"
        className={buttonClass({ className: "max-[22rem]:hidden max-sm:px-3" })}
      >
        {words.signUp}
      </SignInLink>
    </>
  );
}

function Footer({
  links,
  theme,
  path,
}: {
  links: readonly FrameLink[];
  theme: Theme;
  path: string;
}) {
  return (
    <footer className="border-t border-line">
      <div className="page-width flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-5 text-md text-soft">
        {links.length > 0 && (
          <ul className="flex flex-wrap gap-x-6">
            {links.map(({ to, label }) => (
              <li key={to}>
                <Link to={to} className="flex min-h-11 items-center hover:text-ink hover:underline">
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        )}
        <ThemeSwitch theme={theme} path={path} />
      </div>
    </footer>
  );
}
