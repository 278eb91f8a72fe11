import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { ExactTime } from "~/components/ui/moment";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { LinkedGoogle, OwnerForm as Fields } from "~/domain/account-forms";
import { googleSection as words } from "./google-words";
import { OwnerField } from "./owner-field";

export interface GoogleSectionProps {
  /** The account's own. */
  email: string;
  links: readonly LinkedGoogle[];
  needs: "nothing" | "password" | "sign_in";
  refusal: Refusal | undefined;
}

/** POSTs `unlink-google` with currentPassword, where it is asked, to the page. */
export function GoogleSection({ email, links, needs, refusal }: GoogleSectionProps) {
  const [first] = links;
  if (!first)
    return (
      <UserText as="p" className="text-soft">
        {words.none(email)}
      </UserText>
    );
  return (
    <>
      {links.map((link) => (
        <p key={`${link.email} ${link.linkedAt}`} className="text-soft">
          <UserText>{words.linked(link.email)}</UserText>
          {link.linkedAt && (
            <>
              {" "}
              {words.since} <ExactTime iso={link.linkedAt} />.
            </>
          )}
        </p>
      ))}
      {first.hasPassword && needs !== "sign_in" ? (
        <UnlinkForm email={email} links={links} needs={needs} refusal={refusal} />
      ) : (
        <p className="text-soft">{words.noPassword}</p>
      )}
    </>
  );
}

function UnlinkForm({
  email,
  links,
  needs,
  refusal,
}: Omit<GoogleSectionProps, "needs"> & { needs: "nothing" | "password" }) {
  const [form, fields] = useForm<Fields>({ id: "google", lastResult: refusal?.result });
  const busy = useNavigation().formData?.get("intent") === "unlink-google";
  const isSame = links.some((link) => link.email.toLowerCase() === email.toLowerCase());
  return (
    <Form id={form.id} method="post" action="/account/security" className="grid gap-4">
      <AccountMark />
      <p className="text-soft">{isSame ? words.unlinkSame : words.unlinkOther}</p>
      <OwnerField field={fields.currentPassword} needs={needs} email={email} />
      <Button
        variant="outline"
        name="intent"
        value="unlink-google"
        busy={busy}
        className="justify-self-start"
      >
        {words.unlink}
      </Button>
    </Form>
  );
}
