import type { ReactNode } from "react";
import { Container } from "~/components/ui/container";
import { Button } from "~/components/ui/button";
import { Wordmark } from "~/components/frame/wordmark";
import { shared as words } from "./words";

interface BareFrameProps {
  /** Where the page can be reported; null where there is nothing to report. */
  reportPath: string | null;
  children: ReactNode;
}

const footerLink = "flex min-h-11 items-center hover:text-ink hover:underline";

/**
 * What stands around a page for strangers: nothing of whoever made it or looks at it, and no link that repeats its
 * address elsewhere than in its report.
 */
export function BareFrame({ reportPath, children }: BareFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-glass">
        <Container className="flex h-14 items-center justify-between gap-6 md:h-16">
          <Wordmark />
          <Button asChild variant="ghost" className="-mr-4">
            <a href="/">{words.make}</a>
          </Button>
        </Container>
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
      <footer className="border-t border-line">
        <Container className="flex flex-wrap gap-x-6 py-3 text-md text-soft">
          {reportPath && (
            <a href={reportPath} rel="nofollow" className={footerLink}>
              {words.report}
            </a>
          )}
          <a href="/privacy" className={footerLink}>
            {words.privacy}
          </a>
          <a href="/terms" className={footerLink}>
            {words.terms}
          </a>
        </Container>
      </footer>
    </div>
  );
}
