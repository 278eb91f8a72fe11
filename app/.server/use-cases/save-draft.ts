import { createHash } from "node:crypto";
import type { Accounts } from "../account/port";

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Keeps what a visitor typed for an hour, to be found again by the token alone. Errors: rate_limited, unavailable. */
export async function saveDraft(
  { accounts }: { accounts: Accounts },
  draft: { token: string; fields: Readonly<Record<string, string>>; address: string },
): Promise<void> {
  await accounts.takeRateLimit(`draft:${draft.address}`, 120, 3600);
  await accounts.saveDraft(hashOf(draft.token), draft.fields);
}
