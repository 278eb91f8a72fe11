import { lazy, Suspense, useState, type MouseEvent, type ReactNode } from "react";
import { Link } from "react-router";
import { withNext } from "./with-next";

const load = async () => ({ default: (await import("./sign-in-dialog")).SignInDialog });

/** The sign-in form as a dialog; fetched when first rendered. */
export const SignInDialog = lazy(load);

export interface SignInLinkProps {
  /** Where to go afterwards: a path on this site. */
  next: string;
  mode?: "sign-in" | "sign-up";
  className?: string;
  children: ReactNode;
}

/** A link to `/login` or `/signup`; where JavaScript runs it opens the same form as a dialog over the page. */
export function SignInLink({ next, mode = "sign-in", className, children }: SignInLinkProps) {
  const [open, setOpen] = useState(false);

  function onClick(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <>
      <Link
        to={withNext(mode === "sign-in" ? "/login" : "/signup", next)}
        onClick={onClick}
        className={className}
      >
        {children}
      </Link>
      {open && (
        <Suspense>
          <SignInDialog next={next} mode={mode} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
