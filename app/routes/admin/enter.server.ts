import { redirect, type RouterContextProvider } from "react-router";
import { newAdminSession, readAdminSession } from "~/.server/http/admin-cookie";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { safeNext } from "~/.server/http/safe-next";
import { enterAdmin, type EnterAdminInput } from "~/.server/use-cases/enter-admin";

/** Lets an admin in, and sends them where they were going. Errors: those of `enterAdmin`. */
export async function enter(
  request: Request,
  context: Readonly<RouterContextProvider>,
  { next, ...given }: EnterAdminInput & { next: string },
): Promise<Response> {
  const https = isHttps(context);
  const { address, ids } = deviceOf(request, context);
  const { session, cookie } = newAdminSession(https);
  const known = await enterAdmin(
    context.get(containerContext),
    given,
    { address, deviceIds: ids },
    { opened: session, replaced: readAdminSession(request, https) },
  );
  const headers = new Headers(keepDeviceIds(known, https));
  headers.append("set-cookie", cookie);
  return redirect(nextOf(next), { headers });
}

/** An admin page to go to. */
export function nextOf(asked: string | null): string {
  const next = safeNext(asked);
  return /^\/admin(-control)?(?=[/?]|$)/.test(next) ? next : "/admin-control";
}
