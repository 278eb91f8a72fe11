import { MessageScreen, type MessageScreenProps } from "./message-screen";
import type { SentMail } from "./types";
import { mail } from "./words";

interface MailScreenProps extends Omit<MessageScreenProps, "title"> {
  sent: SentMail;
}

/** Says that a mail with a link has been written, and where it is. */
export function MailScreen({ words, sent, link }: MailScreenProps) {
  return (
    <MessageScreen
      title={mail.title}
      words={words + (sent.keptHere ? mail.keptHere : "")}
      link={link}
    />
  );
}
