import { createContext, redirect } from "react-router";
import type { MiddlewareFunction, RouterContextProvider } from "react-router";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import { deviceOf } from "./caller";
import { containerContext, requestContext } from "./context";
import { respond } from "./respond";
import type { RequestAuth } from "../auth/port";

export const authContext = createContext<RequestAuth>();

/**
 * Opens the request's talk with Supabase Auth and hands its cookies to the response. Signed-in answers are never
 * cached.
 */
export const sessionMiddleware: MiddlewareFunction<Response> = async (
  { request, context },
  next,
) => {
  const { address } = context.get(requestContext);
  const auth = context
    .get(containerContext)
    .auth.open(request, deviceOf(request, context), address);
  context.set(authContext, auth);
  const response = await next();
  for (const cookie of auth.setCookies()) response.headers.append("set-cookie", cookie);
  if (!response.headers.has("cache-control"))
    response.headers.set("cache-control", "private, no-store");
  return response;
};

/** The verified caller, or null. Error: unavailable, when Supabase Auth is needed to tell and does not answer. */
export async function currentViewer(
  context: Readonly<RouterContextProvider>,
): Promise<Viewer | null> {
  return await context.get(authContext).viewer();
}

/** For pages that everyone may see: the verified caller, or null, also while nobody can tell. */
export async function findViewer(context: Readonly<RouterContextProvider>): Promise<Viewer | null> {
  try {
    return await currentViewer(context);
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  }
}

/**
 * The verified caller; everyone else is sent to sign in and comes back to `url` afterwards. While nobody can tell who
 * it is, the page answers 503.
 */
export async function requireViewer(
  context: Readonly<RouterContextProvider>,
  url: URL,
): Promise<Viewer> {
  return (await respond(() => currentViewer(context))) ?? redirectToSignIn(url);
}

/** Runs a loader's work, and sends whoever is signed out by then to sign in. Other AppErrors become error responses. */
export async function respondOrSignIn<T>(url: URL, work: () => Promise<T>): Promise<T> {
  return await respond(async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && error.code === "signed_out") redirectToSignIn(url);
      throw error;
    }
  });
}

/**
 * Runs what signs somebody in. Whoever still owes a code is led to the page that asks for it, and from there to `next`.
 */
export async function orAskForCode<T>(next: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === "code_needed") redirectToCode(next);
    throw error;
  }
}

export function redirectToCode(next: string, headers: HeadersInit = {}): never {
  throw redirect(`/login/code?${new URLSearchParams({ next })}`, { headers });
}

/** For a page whose database call found the session revoked, or whose visitor has none. Throws the redirect. */
export function redirectToSignIn(url: URL): never {
  throw redirect(`/login?${new URLSearchParams({ next: url.pathname + url.search })}`);
}
