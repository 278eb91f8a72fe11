import { mailTitle, placeWords, type SentMail } from "./mail-words";
import { MessageScreen, type MessageScreenProps } from "./message-screen";

interface MailScreenProps extends Omit<MessageScreenProps, "title"> {
  sent: SentMail;
}

/** Says that a mail with a link has been written, and where it is. */
export function MailScreen({ words, sent, link }: MailScreenProps) {
  return <MessageScreen title={mailTitle} words={words + placeWords(sent)} link={link} />;
}
