import type { ReactNode } from "react";
import { ThemeSwitch } from "~/components/layout/theme-switch";
import type { Theme } from "~/components/layout/types";
import { Button } from "~/components/ui/button";
import { Container } from "~/components/ui/container";
import { UserText } from "~/components/ui/user-text";
import { adminPages } from "./admin-nav";
import { shell as words } from "./words";

export interface AdminFrameProps {
  /** Who is in; null: nobody, and then there are no ways on. */
  adminName: string | null;
  theme: Theme;
  /** Path and search of the page. */
  path: string;
  children: ReactNode;
}

/** What stands around every admin page. These pages ship no JavaScript: links and forms are all there is. */
export function AdminFrame({ adminName, theme, path, children }: AdminFrameProps) {
  const [pathname = ""] = path.split("?", 1);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-ink px-4 py-3 font-semibold text-paper focus:translate-y-0 print:hidden"
      >
        {words.skip}
      </a>
      <header className="border-b border-line bg-glass print:hidden">
        <Container className="flex flex-wrap items-center gap-x-6 gap-y-1 py-2">
          <p className="font-bold tracking-tight">{words.site}</p>
          {adminName !== null && (
            <>
              <nav aria-label={words.nav} className="max-sm:order-last max-sm:w-full">
                <ul className="flex flex-wrap gap-0.5 max-sm:-mx-2">
                  {adminPages.map(({ to, label }) => (
                    <li key={to}>
                      <a
                        href={to}
                        aria-current={currentOf(to, pathname)}
                        className="top-link px-2.5"
                      >
                        {label}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
              <form
                method="post"
                action="/admin-control/sign-out"
                className="ml-auto flex items-center gap-2"
              >
                <UserText as="p" className="text-md text-soft max-sm:sr-only">
                  {words.signedInAs(adminName)}
                </UserText>
                <Button variant="ghost">{words.signOut}</Button>
              </form>
            </>
          )}
        </Container>
      </header>
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col">
        {children}
      </main>
      <footer className="border-t border-line print:hidden">
        <Container className="flex flex-wrap items-center justify-between gap-x-6 py-3 text-md text-soft">
          <a href="/" className="flex min-h-11 items-center hover:text-ink hover:underline">
            {words.toSite}
          </a>
          <ThemeSwitch theme={theme} path={path} />
        </Container>
      </footer>
    </div>
  );
}

/** A page is marked by its own link, or by that of the list it belongs to. */
function currentOf(to: string, pathname: string): "page" | undefined {
  const isBelow = to !== "/admin" && pathname.startsWith(`${to}/`);
  return pathname === to || isBelow ? "page" : undefined;
}
