/** What is said when a mail with a link has been written. */
export const mailTitle = "Please look at your mail";

/** The action's answer where a mailed link goes on from here. */
export interface SentMail {
  sentTo: string;
  /** Whether this server keeps its mails in a folder instead of sending them. */
  keptHere: boolean;
}

/** The same whether or not the address has an account. */
export function signUpWords({ sentTo }: SentMail): string {
  return `If ${sentTo} can be used for an account, a mail with a link is on its way there. The link finishes it.`;
}

export function placeWords({ keptHere }: SentMail): string {
  return keptHere
    ? " This server keeps its mails in a folder instead of sending them: whoever runs it can give you the link."
    : "";
}
