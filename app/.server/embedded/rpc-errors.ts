import { errorCode } from "./start-error.ts";

const headers = { "content-type": "application/json; charset=utf-8" };

/** An answer with JSON text as its body, sent as it is. */
export function jsonResponse(status: number, body: string): Response {
  return new Response(body, { status, headers });
}

/** A refusal in PostgREST's shape. */
export function refusal(
  status: number,
  code: string,
  message: string,
  details: string | null = null,
  hint: string | null = null,
): Response {
  return jsonResponse(status, JSON.stringify({ code, message, details, hint }));
}

/** SQLSTATE to HTTP status as PostgREST maps them: the longest matching beginning decides. */
const statusOfState: Readonly<Record<string, number>> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "23503": 409,
  "23505": 409,
  "25": 500,
  "25006": 405,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53": 503,
  "53400": 500,
  "54": 500,
  "55": 500,
  "57": 500,
  "57P01": 503,
  "57P02": 503,
  "57P03": 503,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  P0001: 400,
  XX: 500,
};

function statusOf(state: string, role: string): number {
  const chosen = /^PT([2-5]\d\d)$/.exec(state)?.[1];
  if (chosen !== undefined) return Number(chosen);
  if (state === "42501") return role === "anon" ? 401 : 403;
  return statusOfState[state] ?? statusOfState[state.slice(0, 2)] ?? 400;
}

const textField = (cause: unknown, name: string): string | null => {
  const value: unknown = Reflect.get(Object(cause), name);
  return typeof value === "string" && value !== "" ? value : null;
};

/** Turns what a database call threw into PostgREST's answer; what is no SQLSTATE is trouble with the connection. */
export function failureResponse(cause: unknown, role: string): Response {
  const state = errorCode(cause);
  // Every SQLSTATE has a digit; EPIPE, which the system reports of a lost connection, has none.
  if (!/^(?=.*\d)[0-9A-Z]{5}$/.test(state))
    return refusal(503, "PGRST000", "The database cannot be reached now.", state);
  const message = textField(cause, "message") ?? state;
  return refusal(
    statusOf(state, role),
    state,
    message,
    textField(cause, "detail"),
    textField(cause, "hint"),
  );
}
