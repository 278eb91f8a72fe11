import type { Refusal } from "~/components/errors/problem";

export interface AccountFormProps {
  /** What the action answered when it refused the form. */
  refusal: Refusal | undefined;
  /** Where to go afterwards: a path on this site. */
  next: string;
}

/** The action's answer where a mailed link goes on from here. */
export interface SentMail {
  sentTo: string;
  /** Whether this server keeps its mails in a folder instead of sending them. */
  keptHere: boolean;
}

export interface SignInDialogProps {
  /** Where to go afterwards: a path on this site. */
  next: string;
  mode: "sign-in" | "sign-up";
  onClose: () => void;
}
