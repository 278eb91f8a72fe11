import type { RouterContextProvider } from "react-router";
import type { Device } from "~/domain/viewer";
import { coarseAddress } from "./client-address";
import { requestContext } from "./context";

const longestAgent = 200;

/** The device behind a request, as it is kept with a session: the browser's own words, and a coarse address. */
export function deviceOf(request: Request, context: Readonly<RouterContextProvider>): Device {
  const agent = (request.headers.get("user-agent") ?? "").slice(0, longestAgent);
  return { agent, address: coarseAddress(context.get(requestContext).address) };
}

/** True when React Router's own script asks, and a page need not be sent. */
export function isScripted(request: Request): boolean {
  return new URL(request.url).pathname.endsWith(".data");
}
