import { expect, test } from "vitest";
import { AppError, errorStatus, type ErrorCode } from "~/.server/errors";
import { errorPage } from "~/.server/http/error-page";
import { errorHeaders, errorWords, respond } from "~/.server/http/respond";
import { statusMessage } from "~/domain/status-messages";

const codes = Object.keys(errorStatus) as ErrorCode[];

test.each(codes)("%s is said in plain words, with its own status", (code) => {
  const { status, title, words } = errorWords(new AppError(code));
  expect(status).toBe(errorStatus[code]);
  expect(`${title} ${words}`).toMatch(/^[A-Z][^!_<>&]+\.$/);
  expect(`${title} ${words}`).not.toMatch(
    /\b(undefined|NaN|null|error|lease|token|server|method)\b/i,
  );
});

test("facts become part of the words", () => {
  const said = (code: ErrorCode, facts: AppError["facts"]) =>
    errorWords(new AppError(code, { facts })).words;
  expect(said("insufficient_credits", { missingCredits: 1200 })).toBe(
    "You need 1,200 credits more for this. The people who run this site can give you some.",
  );
  expect(said("insufficient_credits", { missingCredits: 1 })).toBe(
    "You need 1 credit more for this. The people who run this site can give you some.",
  );
  expect(said("rate_limited", { retryAfterSeconds: 30 })).toContain("wait 30 seconds");
  expect(said("rate_limited", { retryAfterSeconds: 600 })).toContain("wait 10 minutes");
  expect(said("too_large", { maxMegabytes: 20 })).toContain("The limit is 20 MB");
});

test("a form that was sent before is sent again by its button: loading the page again would send the old key", () => {
  const { words } = errorWords(new AppError("idempotency_conflict"));
  expect(words).toContain("Press the button to send it");
  expect(words).not.toContain("reload");
});

test("what may succeed later says when", () => {
  expect(errorHeaders(new AppError("rate_limited", { facts: { retryAfterSeconds: 30 } }))).toEqual({
    "Retry-After": "30",
  });
  expect(errorHeaders(new AppError("unavailable"))).toEqual({ "Retry-After": "60" });
  expect(errorHeaders(new AppError("not_found"))).toEqual({});
});

test("an expected failure of a loader becomes its status with the words as data", async () => {
  const thrown = await respond(() => Promise.reject(new AppError("not_found"))).catch(
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({
    data: { code: "not_found", title: "Nothing here" },
    init: { status: 404 },
  });
});

test("an unexpected failure passes unchanged", async () => {
  const fault = new Error("a fault");
  await expect(respond(() => Promise.reject(fault))).rejects.toBe(fault);
  await expect(respond(async () => 1)).resolves.toBe(1);
});

test("what a proxy answers in our place is not said to be in our log", () => {
  expect(statusMessage(500).words).toContain("logged");
  for (const status of [502, 504]) expect(statusMessage(status)).toEqual(statusMessage(503));
});

test("every status has words, and only our own mistakes show a number", () => {
  for (const status of [
    400, 401, 403, 404, 405, 408, 413, 414, 415, 418, 422, 429, 431, 500, 502, 503,
  ]) {
    expect(errorPage(status, "the-id")).toContain(`<h1>${statusMessage(status).title}</h1>`);
  }
  expect(errorPage(404, "the-id")).not.toContain("the-id");
  expect(errorPage(500, "the-id")).toContain("<code>the-id</code>");
});
