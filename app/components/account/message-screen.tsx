import type { FrameLink } from "~/components/layout/types";
import { FormShell } from "./form-shell";
import { TextLink } from "~/components/ui/text-link";

export interface MessageScreenProps {
  title: string;
  words: string;
  /** One way on, shown as a link. */
  link?: FrameLink | undefined;
}

/** A page that only says something, for example that a mail is on its way. */
export function MessageScreen({ title, words, link }: MessageScreenProps) {
  return (
    <FormShell title={title} words={words}>
      {link && (
        <p>
          <TextLink to={link.to}>{link.label}</TextLink>
        </p>
      )}
    </FormShell>
  );
}
