import { Form, useNavigation } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import type { GoingSoon } from "~/domain/views";
import { going as words } from "./going-words";

/**
 * Says once of files that they go within a day, with a way to keep them all, on whatever page they are. POSTs
 * `intent=save-going` or `intent=dismiss-going` to the page.
 */
export function GoingNotice({ going }: { going: GoingSoon }) {
  const intent = useNavigation().formData?.get("intent");
  const isSaving = intent === "save-going";
  return (
    <Alert icon="icon-[lucide--clock]" title={words.title(going)}>
      <p>{words.note}</p>
      <Form method="post" preventScrollReset className="mt-3 flex flex-wrap gap-2">
        <AccountMark />
        <Button name="intent" value="save-going" busy={isSaving}>
          {isSaving ? words.saving : words.saveAll(going.count)}
        </Button>
        <Button name="intent" value="dismiss-going" variant="outline">
          {words.dismiss(going.count)}
        </Button>
      </Form>
    </Alert>
  );
}
