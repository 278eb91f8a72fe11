import type { Problem } from "~/components/errors/problem";
import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import { TextLink } from "~/components/ui/text-link";
import { FormShell } from "./form-shell";
import { GoogleButton } from "./google-link";
import { google as words } from "./google-words";
import { withNext } from "./with-next";

interface GoogleScreenProps {
  /** Where to go afterwards: a path on this site. */
  next: string;
  /** Why nobody was signed in; null: somebody was, and the account's password is gone. */
  problem: Problem | null;
}

/** What is left to say after coming back from Google. */
export function GoogleScreen({ next, problem }: GoogleScreenProps) {
  if (!problem) return <LostPassword next={next} />;
  return (
    <FormShell title={words.title} problem={problem}>
      <GoogleButton next={next}>{words.again}</GoogleButton>
      <p className="text-center text-md">
        <TextLink to={withNext("/login", next)}>{words.withEmail}</TextLink>
      </p>
    </FormShell>
  );
}

function LostPassword({ next }: { next: string }) {
  const { title, words: what, choose, goOn } = words.lostPassword;
  return (
    <FormShell title={title} words={what}>
      <Button asChild size="lg" className="w-full">
        <PageLink to={next}>{goOn}</PageLink>
      </Button>
      <p className="text-center text-md">
        <TextLink to={`/reset-password?${new URLSearchParams({ next })}`}>{choose}</TextLink>
      </p>
    </FormShell>
  );
}
