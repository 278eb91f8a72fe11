import type { Accounts } from "../account/port";
import type {
  Devices,
  NewSecondFactor,
  RequestAuth,
  SecondFactors,
  SessionRecords,
} from "../auth/port";
import { wrongCode } from "~/domain/account-forms";
import type { KnownDevice, Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { Notices } from "../mail/port";

export interface MakeSecondFactorDeps {
  auth: Pick<RequestAuth, "makeSecondFactor">;
  accounts: Pick<Accounts, "takePersonLimit">;
  secondFactors: SecondFactors;
}

/**
 * A key for the authenticator app of the viewer, who has shown to be the account's owner. Nothing asks for its codes
 * yet. Errors: not_found (this Auth knows none), already_finished (there is one), rate_limited, signed_out, not_set_up,
 * unavailable.
 */
export async function makeSecondFactor(
  { auth, accounts, secondFactors }: MakeSecondFactorDeps,
  viewer: Viewer,
): Promise<NewSecondFactor> {
  await accounts.takePersonLimit("second-factor", viewer);
  const { isOffered, since } = await secondFactors.read(viewer);
  if (!isOffered) throw new AppError("not_found");
  if (since !== null) throw new AppError("already_finished");
  return await auth.makeSecondFactor();
}

export interface TurnOnSecondFactorDeps {
  auth: Pick<RequestAuth, "confirmSecondFactor">;
  accounts: Pick<Accounts, "takePersonLimit">;
  secondFactors: SecondFactors;
  sessions: Pick<SessionRecords, "passCode">;
  devices: Pick<Devices, "endOthers">;
  notices: Pick<Notices, "secondFactor">;
}

/**
 * From now on signing in asks for codes of that key, of which the viewer has shown one. Every other session ends, since
 * it showed none, and a notice is mailed. Where signing in asks already, nothing is done. Errors: wrong_code (`code`),
 * not_found (this Auth knows none), rate_limited, signed_out, unavailable.
 */
export async function turnOnSecondFactor(
  { auth, accounts, secondFactors, sessions, devices, notices }: TurnOnSecondFactorDeps,
  viewer: Viewer,
  { factorId, code }: { factorId: string; code: string },
  device: KnownDevice,
): Promise<void> {
  await accounts.takePersonLimit("second-factor", viewer);
  const { isOffered, since } = await secondFactors.read(viewer);
  if (!isOffered) throw new AppError("not_found");
  if (since !== null) return;
  try {
    await auth.confirmSecondFactor(factorId, code);
  } catch (cause) {
    const isWrong = cause instanceof AppError && cause.code === "wrong_code";
    if (!isWrong) throw cause;
    throw new AppError("wrong_code", { cause, fields: { code: [wrongCode] } });
  }
  await devices.endOthers(viewer, "all");
  await sessions.passCode(viewer, code);
  await notices.secondFactor(viewer.email, "on", device);
}
