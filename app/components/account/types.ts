import type { FieldErrors, Problem } from "~/components/errors/problem";

/** What the action of an account form answers when it refuses: `data({ values, errors, problem }, { status })`. */
export interface AccountFormState {
  /** Typed text to show again; never a password. */
  values: Readonly<Record<string, string | undefined>>;
  errors: FieldErrors;
  problem?: Problem;
}

export interface AccountFormProps extends AccountFormState {
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
