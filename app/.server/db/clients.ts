import { PostgrestClient } from "@supabase/postgrest-js";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import { callFunction, type Principal } from "./call";
import type { Database as Schema } from "./database.types";
import type { Arguments, FunctionName, Result } from "./functions";

/** Calls the functions of the schema public, with the arguments and results of the generated types. */
export interface Caller {
  /**
   * One round trip, one transaction. Throws the AppError that the function refused with, `unavailable` (retryable) when
   * the database cannot be reached or takes longer than 4.5 s, `signed_out` when the viewer's token is no longer good,
   * and a plain Error for everything else. `timeoutMs` is for work that no page waits for; PostgreSQL itself stops a
   * statement after 8 s.
   */
  call<Name extends FunctionName>(
    name: Name,
    args: Arguments<Name>,
    timeoutMs?: number,
  ): Promise<Result<Name>>;
}

export interface Database {
  /** With the server's own rights. */
  asService(): Caller;
  /** As the viewer, under row-level security. Cheap: makes no client. */
  asViewer(viewer: Viewer): Caller;
}

export interface DatabaseOptions {
  /** Origin of the Supabase project, or of the embedded backend. */
  url: string;
  publishableKey: string;
  secretKey: string;
  fetch: typeof globalThis.fetch;
  /** Hears why a call did not get through. */
  log?: (message: string, facts: Record<string, unknown>) => void;
}

/** Makes the two clients of a Supabase project: one with the server's key, one that lends itself to every viewer. */
export function createDatabase({
  url,
  publishableKey,
  secretKey,
  fetch,
  log,
}: DatabaseOptions): Database {
  const clientFor = (key: string) =>
    new PostgrestClient<Schema>(new URL("/rest/v1", url).href, {
      headers: { apikey: key, authorization: `Bearer ${key}` },
      fetch,
    });
  const service = clientFor(secretKey);
  const shared = clientFor(publishableKey);
  const callerOf = (principal: Principal): Caller => ({
    async call(name, args, timeoutMs) {
      try {
        return await callFunction(principal, name, args, timeoutMs);
      } catch (error) {
        if (error instanceof AppError && error.code === "unavailable")
          log?.("A database call did not get through", { function: name, err: error.cause });
        throw error;
      }
    },
  });
  const serviceCaller = callerOf({ client: service, accessToken: null });
  return {
    asService: () => serviceCaller,
    asViewer: ({ accessToken }) => callerOf({ client: shared, accessToken }),
  };
}
