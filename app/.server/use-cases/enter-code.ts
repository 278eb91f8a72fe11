import { wrongCode } from "~/domain/account-forms";
import type { KnownDevice } from "~/domain/viewer";
import type { SignedInPlace, SignInGuard } from "../account/port";
import type { RequestAuth } from "../auth/port";
import { AppError } from "../errors";
import type { Notices } from "../mail/port";

export interface EnterCodeDeps {
  auth: Pick<RequestAuth, "halfViewer" | "enterCode">;
  signInGuard: Pick<SignInGuard, "begin">;
  notices: Pick<Notices, "newDevice">;
}

/**
 * Signs in whoever has come as far as the code of their second factor. Wrong ones count like wrong passwords, so that
 * strangers keep nobody out. The owner hears of a device that is new. Errors: wrong_code (`code`), signed_out (nobody
 * has come so far, or too long ago), rate_limited, not_set_up, unavailable.
 */
export async function enterCode(
  { auth, signInGuard, notices }: EnterCodeDeps,
  code: string,
  device: KnownDevice,
): Promise<SignedInPlace> {
  const half = await auth.halfViewer();
  if (!half) throw new AppError("signed_out");
  const attempt = await signInGuard.begin(half.email, device);
  try {
    await auth.enterCode(code);
  } catch (error) {
    if (error instanceof AppError && error.code === "wrong_code")
      throw new AppError("wrong_code", { cause: error, fields: { code: [wrongCode] } });
    await attempt.discard();
    throw error;
  }
  const place = await attempt.succeed();
  if (place.isNew) await notices.newDevice(half.email, device);
  return place;
}
