import { TextLink } from "~/components/ui/text-link";
import { security as words } from "./security-words";

/** In place of a form for whoever has no password to show: they sign in anew, and come back. */
export function SignInAgain({ path }: { path: string }) {
  return (
    <p className="text-soft">
      {words.signInAgainWords}{" "}
      <TextLink to={`/login?next=${encodeURIComponent(path)}`}>{words.signInAgain}</TextLink>
    </p>
  );
}
