import type { KnownDevice } from "~/domain/viewer";
import type { Accounts, EmailChanges, SignedInPlace, SignInGuard } from "../account/port";
import type { LinkType, RequestAuth } from "../auth/port";
import { AppError } from "../errors";
import type { Notices } from "../mail/port";

export interface ConfirmLinkDeps {
  auth: RequestAuth;
  accounts: Accounts;
  emailChanges: Pick<EmailChanges, "addressBefore">;
  signInGuard: SignInGuard;
  notices: Pick<Notices, "newEmail">;
}

/**
 * Redeems a link from a mail, once: signs in, and forgets who else tried or was known. With another address the one
 * before is told. `half_confirmed`: the other of two links has still to be opened.
 * Errors: bad_link (used, expired or made up), code_needed, rate_limited, unavailable.
 */
export async function confirmLink(
  deps: ConfirmLinkDeps,
  link: { tokenHash: string; type: LinkType },
  device: KnownDevice,
): Promise<SignedInPlace | "half_confirmed"> {
  await deps.accounts.takeRateLimit("confirm", device.address);
  const isChange = link.type === "email_change";
  const before = isChange ? await deps.emailChanges.addressBefore(link.tokenHash) : null;
  const tellBefore = async () => {
    if (before !== null) await deps.notices.newEmail(before, device);
  };
  const person = await deps.auth
    .confirm(link.tokenHash, link.type)
    .catch(async (error: unknown) => {
      // The link has done its work all the same.
      if (error instanceof AppError && error.code === "code_needed") await tellBefore();
      throw error;
    });
  if (person === "half_confirmed") return person;
  await tellBefore();
  return await deps.signInGuard.resetPlaces(person.email, device);
}
