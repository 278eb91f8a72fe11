import type { Accounts } from "../account/port";
import type { AuthConversation } from "../auth/port";

/** Ends the session: the database refuses it from now on, also when its cookies were copied. Error: unavailable. */
export async function signOut({
  auth,
  accounts,
}: {
  auth: AuthConversation;
  accounts: Accounts;
}): Promise<void> {
  const viewer = await auth.viewer();
  if (viewer) await accounts.revokeSession(viewer);
  await auth.signOut();
}
