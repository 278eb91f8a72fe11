import {
  isRouteErrorResponse,
  type EntryContext,
  type HandleErrorFunction,
  type RouterContextProvider,
} from "react-router";
import { AppError } from "~/.server/errors";
import { requestContext } from "~/.server/http/context";
import { nonceContext } from "~/.server/http/nonce";
import { renderPage } from "~/.server/http/render-page";
import { wholePage } from "~/.server/http/whole-page";

export { renderAtOnce, renderByStream, streamTimeout } from "~/.server/http/render-page";

/** Answers with one page as a whole. No page has parts that come later, so a stream would only cost. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { log } = context.get(requestContext);
  const page = { entry, url: request.url, nonce: context.get(nonceContext) };
  const html = await renderPage(page, (error) => {
    if (!request.signal.aborted) log.error({ err: error }, "rendering failed");
  });
  return wholePage(html, { status, headers });
}

/** Logs what nobody expected. Requests that the browser gave up and failures with words of their own are not news. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof AppError) return;
  if (isRouteErrorResponse(error) && error.status < 500) return;
  context.get(requestContext).log.error({ err: error }, "page failed");
};
