import type { ReactNode } from "react";
import { SignInLink } from "~/components/account/sign-in-link";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { formatCredits } from "~/domain/credits";
import type { AccountView } from "~/domain/views";
import { Container } from "~/components/ui/container";
import { AccountMenu } from "./account-menu";
import { Announcer } from "~/components/layout/announcer";
import { HeaderNav, TabBar } from "./site-nav";
import { ThemeSwitch } from "~/components/layout/theme-switch";
import type { FrameLink, Theme } from "~/components/layout/types";
import { frame as words } from "~/components/layout/words";
import { PageLink } from "~/components/ui/page-link";
import { Wordmark } from "./wordmark";

export interface AppFrameProps {
  /** True: nothing but the page. */
  isBare: boolean;
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

/** Room for the bar at the foot of phones. */
const aboveTabBar = "max-md:pb-[calc(3.5rem+env(safe-area-inset-bottom))] low:pb-0 print:pb-0";

/** Header, main landmark and footer around every page. */
export function AppFrame({
  isBare,
  account,
  signedIn,
  theme,
  path,
  tabs,
  footerLinks = [],
  children,
}: AppFrameProps) {
  const [pathname = ""] = path.split("?", 1);
  const gallery = { to: "/gallery", label: words.gallery };
  const links = signedIn ? [...tabs, gallery, { to: "/boards", label: words.boards }] : tabs;
  // Five fit a phone; boards and earlier prompts are in the account's menu and beside the gallery.
  const phoneLinks = signedIn ? [...tabs, gallery, { to: "/account", label: words.account }] : tabs;
  const tabBar = phoneLinks.length > 1;
  if (isBare)
    return (
      <>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <Announcer />
      </>
    );
  return (
    <div className={cn("group/page flex min-h-dvh flex-col", tabBar && aboveTabBar)}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-ink px-4 py-3 font-semibold text-paper focus:translate-y-0 print:hidden"
      >
        {words.skip}
      </a>
      <header className="sticky top-0 z-30 border-b border-line bg-glass backdrop-blur-xl low:static print:hidden">
        <Container className="flex h-14 items-center gap-6 md:h-16">
          <Wordmark />
          <HeaderNav links={links} pathname={pathname} />
          <div className="ml-auto flex items-center gap-2">
            {signedIn ? <Belongings account={account} /> : <Entrances path={path} />}
          </div>
        </Container>
      </header>
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col">
        {account?.deletesAt && (
          <p className="bg-danger-tint px-4 py-3 text-center text-md">
            {words.leaving}{" "}
            <PageLink to="/account/data" className="link">
              {words.keepAccount}
            </PageLink>
          </p>
        )}
        {children}
      </main>
      <Footer links={footerLinks} theme={theme} path={path} />
      {tabBar && <TabBar links={phoneLinks} pathname={pathname} />}
      <Announcer />
    </div>
  );
}

function Belongings({ account }: Pick<AppFrameProps, "account">) {
  return (
    <>
      {account && (
        <PageLink to="/account/credits" className="top-link px-3 tabular-nums">
          {formatCredits(account.credits)}
        </PageLink>
      )}
      <AccountMenu account={account} />
    </>
  );
}

function Entrances({ path }: { path: string }) {
  const next = /^\/(login|signup|forgot-password|reset-password|auth)\b/.test(path) ? "/" : path;
  return (
    <>
      <Button asChild variant="ghost" className="max-sm:px-3">
        <SignInLink next={next}>{words.signIn}</SignInLink>
      </Button>
      <Button asChild variant="outline" className="max-[22rem]:hidden max-sm:px-3">
        <SignInLink next={next} mode="sign-up">
          {words.signUp}
        </SignInLink>
      </Button>
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
    <footer className="border-t border-line max-lg:group-has-data-[slot=picture-bar]/page:mb-24 print:hidden">
      <Container className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-5 text-md text-soft">
        {links.length > 0 && (
          <ul className="flex flex-wrap gap-x-6">
            {links.map(({ to, label }) => (
              <li key={to}>
                <PageLink
                  to={to}
                  className="flex min-h-11 items-center hover:text-ink hover:underline"
                >
                  {label}
                </PageLink>
              </li>
            ))}
          </ul>
        )}
        <ThemeSwitch theme={theme} path={path} />
      </Container>
    </footer>
  );
}
