import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { AuthApiError, AuthWeakPasswordError } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { codesByMeaning } from "~/.server/auth/supabase-error-codes";
import { readAuthError, type AuthOperation } from "~/.server/auth/supabase-errors";
import { AppError } from "~/.server/errors";

const everything: readonly AuthOperation[] = [
  "sign_up",
  "sign_in",
  "sign_out",
  "reset_mail",
  "confirm",
  "refresh",
  "change_password",
  "google",
];

/** The library's own list, from its types. */
async function codesOfTheLibrary(): Promise<string[]> {
  const ofClient = createRequire(createRequire(import.meta.url).resolve("@supabase/supabase-js"));
  const types = join(dirname(ofClient.resolve("@supabase/auth-js")), "lib", "error-codes.d.ts");
  return [...(await readFile(types, "utf8")).matchAll(/'(\w+)'/g)].map(([, code = ""]) => code);
}

const refusalOf = (asked: AuthOperation, code: string | undefined, status: number) =>
  readAuthError(asked, new AuthApiError("Words that change without notice", status, code), null);

/** The code of the AppError, or the aside. */
const meaningOf = (asked: AuthOperation, code: string | undefined, status = 400): string => {
  const { result } = refusalOf(asked, code, status);
  return result instanceof AppError ? result.code : result;
};

test("every code that the library knows has one meaning", async () => {
  const codes = await codesOfTheLibrary();
  expect(codes.length).toBeGreaterThan(80);
  expect(Object.values(codesByMeaning).flat().toSorted()).toEqual(codes.toSorted());
});

test.each([
  ["sign_in", "invalid_credentials", "wrong_credentials"],
  ["sign_in", "email_not_confirmed", "email_not_confirmed"],
  ["sign_in", "user_banned", "suspended"],
  ["sign_in", "email_provider_disabled", "not_set_up"],
  ["sign_in", "captcha_failed", "not_set_up"],
  ["sign_in", "validation_failed", "invalid_input"],
  ["sign_in", "session_not_found", "unavailable"],
  ["sign_up", "user_already_exists", "taken"],
  ["sign_up", "email_exists", "taken"],
  ["sign_up", "signup_disabled", "sign_ups_closed"],
  ["sign_up", "email_address_not_authorized", "not_set_up"],
  ["sign_up", "captcha_failed", "not_set_up"],
  ["sign_up", "over_email_send_rate_limit", "mail_limit"],
  ["reset_mail", "over_email_send_rate_limit", "mail_limit"],
  ["reset_mail", "email_address_not_authorized", "mail_limit"],
  ["confirm", "otp_expired", "bad_link"],
  ["confirm", "validation_failed", "bad_link"],
  ["confirm", "user_not_found", "bad_link"],
  ["confirm", "user_banned", "suspended"],
  ["change_password", "session_not_found", "signed_out"],
  ["change_password", "same_password", "same_password"],
  ["change_password", "reauthentication_needed", "session_too_old"],
  ["change_password", "reauthentication_not_valid", "session_too_old"],
  ["change_password", "insufficient_aal", "session_too_old"],
  ["google", "flow_state_not_found", "bad_link"],
  ["google", "bad_code_verifier", "bad_link"],
  ["google", "session_not_found", "bad_link"],
  ["google", "validation_failed", "not_set_up"],
  ["google", "user_banned", "suspended"],
  ["refresh", "refresh_token_not_found", "signed_out"],
  ["refresh", "refresh_token_already_used", "signed_out"],
  ["refresh", "session_expired", "signed_out"],
  ["refresh", "user_banned", "signed_out"],
  ["refresh", "validation_failed", "signed_out"],
] as const)("of %s, %s means %s", (asked, code, meaning) => {
  expect(meaningOf(asked, code)).toBe(meaning);
});

test("a refresh has ended the session, or says nothing: it shows no page about settings, links or mails", () => {
  for (const code of Object.values(codesByMeaning).flat())
    expect(["signed_out", "unavailable"]).toContain(meaningOf("refresh", code));
});

test.each([
  ["email_address_invalid", "sign_up", "email"],
  ["validation_failed", "reset_mail", "email"],
  ["weak_password", "sign_up", "password"],
] as const)("%s is said at the field that it is about", (code, asked, field) => {
  const { result } = refusalOf(asked, code, 422);
  expect(result).toMatchObject({
    code: "invalid_input",
    fields: { [field]: [expect.any(String)] },
  });
});

test("a weak password is told for each of its reasons", () => {
  const weak = new AuthWeakPasswordError("Words", 422, ["characters", "pwned"]);
  expect(readAuthError("change_password", weak, null).result).toMatchObject({
    fields: {
      password: [
        "Mix small and capital letters, digits and symbols.",
        "That password was in a data breach somewhere else. Choose another.",
      ],
    },
  });
});

test.each(everything)(
  "of %s, nothing that is not known is taken for a refusal, and its code is named",
  (asked) => {
    for (const [code, status] of [
      ["a_code_of_next_year", 400],
      ["a_code_of_next_year", 403],
      [undefined, 401],
      ["unexpected_failure", 500],
      ["invalid_credentials", 500],
      [undefined, 0],
    ] as const) {
      const refusal = refusalOf(asked, code, status);
      expect(refusal).toMatchObject({
        result: { code: "unavailable", retryable: true },
        isTrouble: true,
      });
      expect(refusal.code).toBe(code ?? `status ${status}`);
    }
  },
);

test.each(everything)("of %s, too many requests come with the time to wait", (asked) => {
  for (const code of ["over_request_rate_limit", undefined]) {
    const { result, isTrouble } = readAuthError(asked, new AuthApiError("Words", 429, code), 17);
    expect(result).toMatchObject({ retryable: true, facts: { retryAfterSeconds: 17 } });
    expect(isTrouble).toBe(true);
    expect((result as AppError).code).toBe(asked === "refresh" ? "unavailable" : "rate_limited");
  }
});

test("only what is nobody's fault, or of the settings, gets a line in the log", () => {
  const isTrouble = (asked: AuthOperation, code: string) => refusalOf(asked, code, 400).isTrouble;
  expect(isTrouble("sign_in", "invalid_credentials")).toBe(false);
  expect(isTrouble("confirm", "otp_expired")).toBe(false);
  expect(isTrouble("sign_in", "email_provider_disabled")).toBe(true);
  expect(isTrouble("reset_mail", "email_address_not_authorized")).toBe(true);
});
