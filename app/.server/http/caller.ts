import type { RouterContextProvider } from "react-router";
import type { KnownDevice } from "~/domain/viewer";
import { coarseAddress } from "./client-address";
import { containerContext, requestContext } from "./context";
import { readDeviceIds } from "./device-cookie";

const maxAgentLength = 200;

/**
 * The device behind a request, as it is kept with a session: the browser's own words, a coarse address, and how
 * accounts know it.
 */
export function deviceOf(request: Request, context: Readonly<RouterContextProvider>): KnownDevice {
  const agent = (request.headers.get("user-agent") ?? "").slice(0, maxAgentLength);
  const address = coarseAddress(context.get(requestContext).address);
  return { agent, address, ids: readDeviceIds(request, isHttps(context)) };
}

/** True when people come by https, and cookies can be bound to it. */
export function isHttps(context: Readonly<RouterContextProvider>): boolean {
  return context.get(containerContext).env.publicOrigin.startsWith("https:");
}

/** True when React Router's own script asks, and a page need not be sent. */
export function isScripted(request: Request): boolean {
  return new URL(request.url).pathname.endsWith(".data");
}
