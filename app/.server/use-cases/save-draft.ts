import type { Accounts } from "../account/port";

/** Keeps what a visitor typed for an hour, to be found again by the token alone. Errors: rate_limited, unavailable. */
export async function saveDraft(
  { accounts }: { accounts: Accounts },
  draft: { token: string; fields: Readonly<Record<string, string>>; address: string },
): Promise<void> {
  await accounts.takeRateLimit("draft", draft.address);
  await accounts.saveDraft(draft.token, draft.fields);
}
