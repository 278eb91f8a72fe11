import type { RouterContextProvider } from "react-router";
import { containerContext, requestContext } from "./context";

/** Whether this visitor can sign in with Google. Whoever stands in for it is there for this machine alone. */
export function offersGoogle(context: Readonly<RouterContextProvider>): boolean {
  const { auth, google } = context.get(containerContext);
  const isOfAll = !google?.standIn;
  return auth.offersGoogle() && (isOfAll || context.get(requestContext).isLoopback);
}
