import { MessageScreen, type MessageScreenProps } from "./message-screen";

interface MailScreenProps extends Omit<MessageScreenProps, "title"> {
  /** Whether this server keeps its mails in a folder instead of sending them. */
  keptHere: boolean;
}

/** Says that a mail with a link has been written, and where it is. */
export function MailScreen({ words, keptHere, link }: MailScreenProps) {
  const where =
    "This server keeps its mails in a folder instead of sending them: whoever runs it can give you the link.";
  return (
    <MessageScreen
      title="Please look at your mail"
      words={keptHere ? `${words} ${where}` : words}
      link={link}
    />
  );
}
