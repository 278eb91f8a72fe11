import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { KnownDevice } from "~/domain/viewer";
import type { Accounts, SignedInPlace, SignInGuard } from "../account/port";
import type { RequestAuth, CheckPassword } from "../auth/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";

export interface SignUpDeps {
  auth: RequestAuth;
  accounts: Accounts;
  signInGuard: SignInGuard;
  pages: Pick<Pages, "settings">;
  refuseWeakPassword: CheckPassword;
  /** Whether accounts are made only for whoever opens a mailed link. Error: unavailable. */
  requiresConfirmation(): Promise<boolean>;
  log(message: string, facts: Record<string, unknown>): void;
}

interface SignUpInput {
  email: string;
  /** This and the name are asked for where no mail stands between: else whoever opens the link chooses. */
  password?: string | undefined;
  name: string;
}

export type SignUpOutcome = SignedInPlace | "confirm_email" | "taken";

/**
 * An answer that leads to the mailbox takes at least this long, so that its time does not tell whether an address is
 * known.
 */
const mailFloorMs = 1000;

/**
 * Makes an account; the database gives it the first credits, once. Where addresses must be confirmed, one that has an
 * account gets a link to that, and the visitor the same answer. Errors: invalid_input (naming the field),
 * sign_ups_closed, mail_limit, rate_limited, not_set_up, unavailable.
 */
export async function signUp(
  deps: SignUpDeps,
  input: SignUpInput,
  device: KnownDevice,
): Promise<SignUpOutcome> {
  await deps.accounts.takeRateLimit("sign-up", device.address);
  const isByMail = await deps.requiresConfirmation();
  const account = isByMail ? unclaimedAccount(input) : await claimedAccount(deps, input);
  const { signUpsOpen } = await deps.pages.settings();
  if (!signUpsOpen) throw new AppError("sign_ups_closed");
  const floor = wait(mailFloorMs);
  const outcome = await tolerateMailLimit(deps, input.email, () => deps.auth.signUp(account)).catch(
    (error: unknown) => {
      throw isByMail && isAboutPassword(error) ? notSetUp(deps, error) : error;
    },
  );
  if (typeof outcome === "object")
    return await deps.signInGuard.registerPlace(outcome.email, device);
  if (outcome === "taken" && !isByMail) {
    await deps.accounts.takeRateLimit("sign-up-taken", device.address);
    return "taken";
  }
  if (outcome !== "confirm_email") await mailOwner(deps, input.email);
  await floor;
  return "confirm_email";
}

/**
 * Several people may sign up with one address before its owner opens the one link that is mailed. So nothing that any
 * of them typed becomes part of the account: its password is known to nobody, until whoever opened the link chooses
 * one.
 */
function unclaimedAccount({ email }: SignUpInput) {
  // Letters of both sorts, digits and a sign, as projects may demand.
  return { email, password: `${randomBytes(32).toString("base64url")}-aA1`, name: "" };
}

const isAboutPassword = (error: unknown) => error instanceof AppError && "password" in error.fields;

function notSetUp({ log }: SignUpDeps, cause: unknown): AppError {
  log("Nobody can sign up: the project finds a random password weak", {});
  return new AppError("not_set_up", { cause });
}

/** Error: invalid_input. */
async function claimedAccount(deps: SignUpDeps, { email, password, name }: SignUpInput) {
  if (password === undefined)
    throw new AppError("invalid_input", { fields: { password: ["Choose a password."] } });
  await deps.refuseWeakPassword(password, { email, name });
  return { email, password, name };
}

/**
 * Mails a link to whoever has the address already. Without that mail the page's words would be untrue, and a stranger
 * could tell from a mail limit, and from the time, that the address is known.
 */
async function mailOwner(deps: SignUpDeps, email: string): Promise<void> {
  try {
    await deps.accounts.takeRateLimit("reset", email);
    await tolerateMailLimit(deps, email, () => deps.auth.sendResetMail(email));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "rate_limited")) throw error;
  }
}

/** Too many mails to one address is no failure: the link before is still good. Too many in all is one. */
async function tolerateMailLimit<Done>(
  { accounts, log }: SignUpDeps,
  email: string,
  mail: () => Promise<Done>,
): Promise<Done | "confirm_email"> {
  try {
    return await mail();
  } catch (error) {
    if (!(error instanceof AppError && error.code === "mail_limit")) throw error;
    if (await accounts.wasJustMailed(email)) return "confirm_email";
    log("A mail to confirm an address could not be sent: the project has no mail left", {});
    throw error;
  }
}
