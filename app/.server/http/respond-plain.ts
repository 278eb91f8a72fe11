import type { LoaderFunctionArgs, RouterContextProvider } from "react-router";
import { AppError } from "../errors";
import { requestContext } from "./context";
import { errorPage } from "./error-page";
import { errorHeaders } from "./respond";

/** For routes without a page: an AppError is answered with its status and a small plain page. Other errors pass. */
export async function respondPlain(
  context: Readonly<RouterContextProvider>,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const headers = {
      ...errorHeaders(error),
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    };
    const [reason] = Object.values(error.fields).flat();
    return new Response(errorPage(error.status, context.get(requestContext).id, reason), {
      status: error.status,
      headers,
    });
  }
}

/** The loader of an address that only takes forms: reading it changes nothing and is answered with 405. */
export function refuseReading({ context }: Pick<LoaderFunctionArgs, "context">): Promise<Response> {
  return respondPlain(context, async () => {
    throw new AppError("method_not_allowed");
  });
}
