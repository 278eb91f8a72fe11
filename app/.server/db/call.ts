import { setTimeout as wait } from "node:timers/promises";
import type { PostgrestClient } from "@supabase/postgrest-js";
import { AppError, errorStatus, type ErrorCode } from "../errors";
import type { Database } from "./database.types";
import type { Arguments, FunctionName, Result } from "./functions";
import { parsers } from "./parsers";

/** As whom a call is made. */
export interface Principal {
  client: PostgrestClient<Database>;
  /** Null: as the client's own key. */
  accessToken: string | null;
}

/** Two calls in a row still leave a page time to answer within ten seconds. */
const defaultTimeoutMs = 4500;
const attempts = 3;
/** Two transactions got in each other's way; PostgreSQL rolled this one back whole. */
const collisions = new Set(["40001", "40P01"]);
/** Classes and codes of SQLSTATE, and of PostgREST, that say: the database is not able to answer now. */
const troubleCodes = /^(08|53|57P|58|PGRST00)|^(25006|55P03|57014)$/;

/** A text with a NUL in it, or one that is no text at all: no id, token or name of ours is like that. */
const unstorable = new Set(["22021", "22P05"]);

interface Failure {
  code?: string | undefined;
  message?: string | undefined;
  details?: string | null | undefined;
  hint?: string | null | undefined;
}

/** Calls one function, again when it collided with another transaction. See `Caller.call`. */
export async function callFunction<Name extends FunctionName>(
  { client, accessToken }: Principal,
  name: Name,
  args: Arguments<Name>,
  timeoutMs = defaultTimeoutMs,
): Promise<Result<Name>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  for (let attempt = 1; ; attempt += 1) {
    const request = client.rpc(name, args as never).abortSignal(timeout);
    const { data, error, status } = await (accessToken
      ? request.setHeader("authorization", `Bearer ${accessToken}`)
      : request);
    if (!error) return resultOf(name, data);
    if (attempt === attempts || !collisions.has(error.code))
      throw errorOf(name, error, status, accessToken !== null);
    await wait(Math.random() * 50 * attempt);
  }
}

/** A read model is parsed; rows and single values are what the generated types say. */
function resultOf<Name extends FunctionName>(name: Name, data: unknown): Result<Name> {
  const parsed = Object.hasOwn(parsers, name)
    ? parsers[name as keyof typeof parsers].parse(data)
    : data;
  return parsed as Result<Name>;
}

/** Turns PostgREST's answer into the error to throw. Parameters, which the answer may repeat, never get into it. */
export function errorOf(name: string, failure: Failure, status: number, asViewer: boolean): Error {
  const code = failure.code ?? "";
  const refusal = code.startsWith("PT") ? failure.details : null;
  if (isErrorCode(refusal)) return new AppError(refusal, { facts: factsOf(failure.hint) });
  if (asViewer && status === 401) return new AppError("signed_out");
  const unreachable = status === 0 || (status >= 500 && !/^[0-9A-Z]{5}$/.test(code));
  if (unreachable || troubleCodes.test(code) || collisions.has(code)) {
    // Where no connection could be had or kept, the code alone does not say why.
    const details = code.startsWith("PGRST00") ? (failure.details ?? "") : "";
    const reason = `${code || (failure.message ?? "")} ${details}`.slice(0, 200).trim();
    const cause = new Error(`${name} did not get through: ${reason}`);
    return new AppError("unavailable", { retryable: true, cause });
  }
  if (unstorable.has(code)) return new AppError("invalid_input", { cause: new Error(name) });
  // The text of a broken constraint names the constraint; other texts may repeat what was sent.
  const words = code.startsWith("23")
    ? `${code}, ${failure.message ?? ""}`
    : code || `status ${status}`;
  return new Error(`The database refused ${name}: ${words}`);
}

function isErrorCode(text: string | null | undefined): text is ErrorCode {
  return typeof text === "string" && Object.hasOwn(errorStatus, text);
}

function factsOf(hint: string | null | undefined): Record<string, number | string> {
  const facts: unknown = hint ? JSON.parse(hint) : {};
  const entries = Object.entries(Object(facts)).filter(
    (entry): entry is [string, number | string] =>
      typeof entry[1] === "number" || typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}
