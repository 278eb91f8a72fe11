import { data, type MiddlewareFunction, type RouterContextProvider } from "react-router";
import { AppError } from "../errors";
import { findAdmin } from "./admin-session";
import { containerContext } from "./context";
import { textsOf } from "./form-action";
import { readForm } from "./parse-form";
import { errorWords, type ErrorWords } from "./respond";

/** What goes on meanwhile: the admin pages, machines, leaving, and files on pages that are open. */
const spared = /^\/(admin|admin-control|cron|theme|logout|media|events|\.well-known)(?=[/.]|$)/;
const retryAfterSeconds = 120;

/**
 * While an admin has said so, every page is a message in its place (503), and no form does anything: it comes back
 * whole, to be sent again. Admins see the site as usual.
 */
const sendAway: MiddlewareFunction<Response> = async (args, next) => {
  const { request, context, url } = args;
  if (spared.test(url.pathname)) return await next();
  const message = await messageNow(context);
  if (message === null || (await isAdmin(args))) return await next();
  const words = errorWords(new AppError("maintenance", { facts: { message } }));
  const kept = request.method === "POST" ? await fieldsOf(request) : {};
  throw data<ErrorWords>({ ...words, ...kept }, { status: words.status });
};

/** What a middleware throws becomes an answer without headers of its own; the one before it gives them. */
const sayWhen: MiddlewareFunction<Response> = async (_args, next) => {
  const response = await next();
  if (response.status === 503 && !response.headers.has("retry-after"))
    response.headers.set("retry-after", String(retryAfterSeconds));
  return response;
};

/** See `sendAway`. */
export const maintenanceMiddleware = [sayWhen, sendAway];

/** Null while there is none, also while nobody can tell: a page that needs the database says so itself. */
async function messageNow(context: Readonly<RouterContextProvider>): Promise<string | null> {
  try {
    return (await context.get(containerContext).pages.recentSettings()).maintenance;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function isAdmin(args: Parameters<typeof findAdmin>[0]): Promise<boolean> {
  try {
    return (await findAdmin(args)) !== null;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function fieldsOf(request: Request): Promise<Pick<ErrorWords, "kept">> {
  try {
    return { kept: textsOf(await readForm(request)) };
  } catch (error) {
    // A file is chosen again.
    if (error instanceof AppError) return {};
    throw error;
  }
}
