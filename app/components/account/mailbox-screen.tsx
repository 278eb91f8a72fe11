import { cn } from "~/components/ui/cn";
import { RelativeTime } from "~/components/ui/moment";
import { Card } from "~/components/ui/card";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";
import { mailbox as words } from "./words";

export interface MailSummary {
  id: string;
  to: string;
  subject: string;
  /** ISO 8601. */
  sentAt: string;
}

export interface OpenMail extends MailSummary {
  /** The mail as plain text. */
  text: string;
  /** Every link in it. */
  links: readonly string[];
}

export interface MailboxScreenProps {
  mails: readonly MailSummary[];
  /** The one being read, at `/dev/mail?id=`. */
  mail?: OpenMail | undefined;
  nowIso: string;
}

/** The development mailbox. */
export function MailboxScreen({ mails, mail, nowIso }: MailboxScreenProps) {
  return (
    <div className="mx-auto grid w-full max-w-5xl content-start gap-6 px-4 pt-6 pb-16 sm:px-6 lg:pt-10">
      <header className="grid gap-1">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="text-soft">{words.words}</p>
      </header>
      {mails.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <div className="grid items-start gap-6 md:grid-cols-[20rem_minmax(0,1fr)]">
          <Card className="overflow-hidden">
            <ul className="divide-y divide-line">
              {mails.map((each) => (
                <li key={each.id}>
                  <MailLink mail={each} open={each.id === mail?.id} nowIso={nowIso} />
                </li>
              ))}
            </ul>
          </Card>
          {mail && <Reading mail={mail} />}
        </div>
      )}
    </div>
  );
}

interface MailLinkProps {
  mail: MailSummary;
  open: boolean;
  nowIso: string;
}

function MailLink({ mail, open, nowIso }: MailLinkProps) {
  return (
    <PageLink
      to={`/dev/mail?id=${encodeURIComponent(mail.id)}`}
      aria-current={open ? "page" : undefined}
      className={cn(
        "grid gap-0.5 px-5 py-3 text-md hover:bg-sunken focus-visible:-outline-offset-3",
        open && "bg-sunken",
      )}
    >
      <span className="font-medium">{mail.subject}</span>
      <span className="truncate text-soft">{mail.to}</span>
      <RelativeTime iso={mail.sentAt} nowIso={nowIso} className="text-soft" />
    </PageLink>
  );
}

function Reading({ mail }: { mail: OpenMail }) {
  return (
    <Card className="grid gap-4 p-5 sm:p-6">
      <div>
        <h2 className="text-lg">{mail.subject}</h2>
        <p className="text-md wrap-anywhere text-soft">{words.to(mail.to)}</p>
      </div>
      <UserText as="p" className="whitespace-pre-line">
        {mail.text}
      </UserText>
      {mail.links.length > 0 && (
        <ul className="grid gap-2 border-t border-line pt-4 text-md">
          {mail.links.map((link) => (
            <li key={link}>
              <a href={link} className="underline underline-offset-3 wrap-anywhere">
                {link}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
