import type { ReactNode } from "react";
import { useRouteLoaderData } from "react-router";
import { Button } from "~/components/ui/button";
import { google as words } from "./google-words";
import { Agreement } from "./sign-in-fields";
import { withNext } from "./with-next";

interface GoogleLinkProps {
  /** Where to go afterwards: a path on this site. */
  next: string;
  /** Whoever signs in may get an account by it: the same is said as to those who sign up. */
  saysTerms?: boolean;
}

/** The other way to sign in, under the form; nothing where there is no Google. */
export function GoogleLink({ next, saysTerms = false }: GoogleLinkProps) {
  const root = useRouteLoaderData<{ google: boolean }>("root");
  if (!root?.google) return null;
  return (
    <div className="grid gap-4">
      <p className="text-center text-md text-soft">{words.or}</p>
      <GoogleButton next={next}>{words.button}</GoogleButton>
      {saysTerms && (
        <p className="text-md text-soft">
          {words.newHere} <Agreement />
        </p>
      )}
    </div>
  );
}

/** A link, and not one within the site: it ends at Google. */
export function GoogleButton({ next, children }: { next: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline" size="lg" className="w-full">
      <a href={withNext("/auth/google", next)}>
        <GoogleMark />
        {children}
      </a>
    </Button>
  );
}

/** As Google wants it: its own colors on any ground. */
function GoogleMark() {
  return (
    <svg viewBox="0 0 48 48" className="size-5 shrink-0" aria-hidden="true">
      <path
        fill="#4285F4"
        d="M46.1 24.5c0-1.6-.1-3.1-.4-4.5H24v8.5h12.4a10.6 10.6 0 0 1-4.6 7v5.8h7.4c4.4-4 6.9-9.9 6.9-16.8z"
      />
      <path
        fill="#34A853"
        d="M24 47c6.2 0 11.4-2.1 15.2-5.6l-7.4-5.8a13.9 13.9 0 0 1-20.7-7.3H3.5v5.9A23 23 0 0 0 24 47z"
      />
      <path fill="#FBBC05" d="M11.1 28.3a13.8 13.8 0 0 1 0-8.7v-5.9H3.5a23 23 0 0 0 0 20.6z" />
      <path
        fill="#EA4335"
        d="M24 10.1c3.4 0 6.4 1.2 8.8 3.4l6.5-6.5A23 23 0 0 0 3.5 13.7l7.6 5.9A13.7 13.7 0 0 1 24 10.1z"
      />
    </svg>
  );
}
