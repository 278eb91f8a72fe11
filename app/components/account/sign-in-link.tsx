import { Suspense, useState, type ComponentProps, type MouseEvent } from "react";
import { isPlainPress } from "~/components/layout/plain-press";
import { lazyPart } from "~/components/layout/lazy-part";
import { useMissingFile } from "~/components/layout/missing-file";
import { PageLink } from "~/components/ui/page-link";
import type { SignInDialogProps } from "./types";
import { withNext } from "./with-next";

/** The page of its own that the form has. */
function pageOf(mode: "sign-in" | "sign-up", next: string): string {
  return withNext(mode === "sign-in" ? "/login" : "/signup", next);
}

function ItsPage({ mode, next, onClose }: SignInDialogProps) {
  useMissingFile(pageOf(mode, next), onClose);
  return null;
}

/** The sign-in form as a dialog; fetched when first rendered. */
export const SignInDialog = lazyPart<SignInDialogProps>(
  async () => (await import("./sign-in-dialog")).SignInDialog,
  ItsPage,
);

interface SignInLinkProps extends Omit<ComponentProps<typeof PageLink>, "to" | "onClick"> {
  /** Where to go afterwards: a path on this site. */
  next: string;
  mode?: "sign-in" | "sign-up";
}

/** A link to `/login` or `/signup`; where JavaScript runs it opens the same form as a dialog over the page. */
export function SignInLink({ next, mode = "sign-in", ...props }: SignInLinkProps) {
  const [open, setOpen] = useState(false);

  function onClick(event: MouseEvent) {
    if (!isPlainPress(event)) return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <>
      <PageLink {...props} to={pageOf(mode, next)} onClick={onClick} />
      {open && (
        <Suspense>
          <SignInDialog next={next} mode={mode} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
