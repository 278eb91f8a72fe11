import { expect, test } from "vitest";
import { failureResponse } from "../../../../app/.server/embedded/rpc-errors.ts";

const failure = (code: string, fields: object = {}): Error =>
  Object.assign(new Error("what happened"), { code, ...fields });

test.each([
  ["PT402", "service_role", 402],
  ["PT999", "service_role", 400],
  ["42501", "anon", 401],
  ["42501", "authenticated", 403],
  ["P0001", "authenticated", 400],
  ["P0002", "authenticated", 500],
  ["23505", "authenticated", 409],
  ["23503", "authenticated", 409],
  ["23514", "authenticated", 400],
  ["22P02", "authenticated", 400],
  ["42883", "authenticated", 404],
  ["25006", "authenticated", 405],
  ["40P01", "authenticated", 500],
  ["57014", "authenticated", 500],
  ["57P01", "authenticated", 503],
  ["53300", "authenticated", 503],
  ["08006", "authenticated", 503],
])("SQLSTATE %s for %s answers %i", (state, role, status) => {
  expect(failureResponse(failure(state), role).status).toBe(status);
});

test.each(["EPIPE", "ECONNRESET", "CONNECTION_CLOSED", ""])(
  "a connection lost with %s answers 503",
  (code) => {
    expect(failureResponse(failure(code), "authenticated").status).toBe(503);
  },
);

test("the body has PostgREST's four fields", async () => {
  const response = failureResponse(
    failure("PT402", { detail: "insufficient_credits", hint: "{}" }),
    "service_role",
  );
  const body = {
    code: "PT402",
    message: "what happened",
    details: "insufficient_credits",
    hint: "{}",
  };
  expect(await response.json()).toEqual(body);
});

test.each(["ECONNREFUSED", "CONNECTION_CLOSED", "CONNECT_TIMEOUT"])(
  "trouble with the connection (%s) answers 503 without its address",
  async (code) => {
    const response = failureResponse(failure(code, { message: "connect 127.0.0.1:1234" }), "anon");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      code: "PGRST000",
      message: "The database cannot be reached now.",
      details: code,
      hint: null,
    });
  },
);
