import { Form, useNavigation } from "react-router";
import type { Problem } from "~/components/errors/problem";
import { Button } from "~/components/ui/button";
import { FormShell } from "./form-shell";
import { confirm } from "./words";

export interface ConfirmScreenProps {
  /** What the link in the mail is for. */
  purpose: "email" | "recovery" | "change";
  tokenHash: string;
  /** The mail provider's own word for it, handed back unread. */
  type: string;
  next: string;
  problem?: Problem | undefined;
}

/**
 * One button, so that mail scanners that open links confirm nothing. POSTs token_hash, type, next to the link itself,
 * so that the page around a refusal still has it.
 */
export function ConfirmScreen({ purpose, tokenHash, type, next, problem }: ConfirmScreenProps) {
  const { title, words, button } = confirm[purpose];
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell title={title} words={words} problem={problem}>
      <Form method="post">
        <input type="hidden" name="token_hash" value={tokenHash} />
        <input type="hidden" name="type" value={type} />
        <input type="hidden" name="next" value={next} />
        <Button size="lg" className="w-full" busy={busy}>
          {busy ? confirm.busy : button}
        </Button>
      </Form>
    </FormShell>
  );
}
