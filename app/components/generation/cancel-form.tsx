import { useFetcher } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { rememberCancel } from "./canceled-now";
import { progress as words } from "./words";

/** Stops a pending request; its credits come back. POSTs `intent=cancel`. */
export function CancelForm({ generationId }: { generationId: string }) {
  const fetcher = useFetcher();
  const busy = fetcher.state !== "idle";
  return (
    <fetcher.Form
      method="post"
      action={`/generations/${generationId}`}
      onSubmit={() => rememberCancel(generationId)}
    >
      <AccountMark />
      <input type="hidden" name="intent" value="cancel" />
      <Button variant="outline" busy={busy}>
        <Icon name="icon-[lucide--x]" />
        {busy ? words.canceling : words.cancel}
      </Button>
    </fetcher.Form>
  );
}
