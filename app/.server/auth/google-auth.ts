import { AuthApiError } from "@supabase/supabase-js";
import { z } from "zod";
import { AppError, type ErrorCode } from "../errors";
import type { AuthConnection } from "./password-auth";
import type { GoogleReturn } from "./port";

const refusal = z.object({ error_code: z.string().default("") });

/**
 * As of the port. Auth is asked here where Google is to be found, so that the browser is sent there at once, and a
 * project without Google says so on a page of ours. The library keeps the secret half of the proof in a cookie.
 */
export async function beginGoogle(
  { call, connect, jar, fetch }: AuthConnection,
  returnTo: string,
): Promise<string> {
  const auth = await connect();
  jar.keepVerifier();
  const options = {
    redirectTo: returnTo,
    skipBrowserRedirect: true,
    queryParams: { prompt: "select_account" },
  };
  const answer = await call("google", async () => {
    const { data } = await auth.signInWithOAuth({ provider: "google", options });
    return await askForAddress(data.url ?? "", fetch);
  });
  if (typeof answer === "string") throw new AppError("unavailable");
  return answer.address;
}

/** Where Auth sends the browser. */
async function askForAddress(url: string, fetch: AuthConnection["fetch"]) {
  const answer = await fetch(url, { redirect: "manual" });
  const address = answer.headers.get("location");
  const body: unknown = await answer.json().catch(() => null);
  if (address !== null && URL.canParse(address)) return { data: { address }, error: null };
  const code = refusal.safeParse(body).data?.error_code ?? "";
  return { data: { address: "" }, error: new AuthApiError("no address", answer.status, code) };
}

/** As of the port. */
export async function finishGoogle(
  connection: AuthConnection,
  returned: URLSearchParams,
): Promise<GoogleReturn> {
  const { call, connect, session, jar } = connection;
  let isSpent = false;
  try {
    const code = readReturn(returned);
    const auth = await connect();
    let lostPassword = false;
    const viewer = await session.start<never>(
      { by: "google", passwordMark: null, onLostPassword: () => (lostPassword = true) },
      async () => {
        await call("google", () => auth.exchangeCodeForSession(code));
        isSpent = true;
        return null;
      },
    );
    jar.clearVerifier();
    return { ...viewer, lostPassword };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // After mere trouble the same code can be tried again, unless Auth has taken it.
    if (isSpent || !error.retryable) jar.clearVerifier();
    if (isSpent && error.code === "unavailable")
      throw new AppError("google_unfinished", { cause: error });
    throw error.code === "bad_link" ? new AppError("google_expired", { cause: error }) : error;
  }
}

/** What Auth says of whoever comes back without a code. The words beside it are anybody's. */
const returnErrors: Readonly<Record<string, ErrorCode>> = {
  bad_oauth_callback: "google_expired",
  bad_oauth_state: "google_expired",
  flow_state_already_used: "google_expired",
  flow_state_expired: "google_expired",
  flow_state_not_found: "google_expired",
  over_email_send_rate_limit: "email_unverified",
  over_request_rate_limit: "rate_limited",
  provider_disabled: "not_set_up",
  provider_email_needs_verification: "email_unverified",
  signup_disabled: "sign_ups_closed",
  user_banned: "suspended",
};

/** The code. Throws the AppError that its absence means. */
function readReturn(returned: URLSearchParams): string {
  const code = returned.get("code");
  if (code) return code;
  const error = returned.get("error");
  const said = returned.get("error_code");
  if (!error) throw new AppError("google_expired");
  // Google's own, which has no code of Auth's beside it: the person said no.
  if (!said && error === "access_denied") throw new AppError("google_canceled");
  throw new AppError(returnErrors[said ?? ""] ?? "google_failed");
}
