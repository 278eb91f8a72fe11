import { PostgrestClient } from "@supabase/postgrest-js";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import { callFunction, type Asker, type FunctionName } from "./call";
import type { Database as Schema, Json } from "./database.types";

/** Calls SQL functions of the form `(p jsonb) returns jsonb`. */
export interface Caller {
  /**
   * One round trip, one transaction. Resolves to the function's JSON, unparsed. Throws the AppError that the function
   * refused with, `unavailable` (retryable) when the database cannot be reached or takes longer than 4.5 s, `signed_out`
   * when the viewer's token is no longer good, and a plain Error for everything else. `patienceMs` is for work that no
   * page waits for; PostgreSQL itself stops a statement after 8 s.
   */
  call(
    name: FunctionName,
    p: Readonly<Record<string, unknown>>,
    patienceMs?: number,
  ): Promise<unknown>;
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
  const callerOf = (asker: Asker): Caller => ({
    async call(name, p, patienceMs) {
      try {
        return await callFunction(asker, name, p as Json, patienceMs);
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
