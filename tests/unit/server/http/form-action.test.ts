import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "~/.server/errors";
import { formAction } from "~/.server/http/form-action";

const schema = z.object({ email: z.email("Not an address."), password: z.string() });

function post(fields: Record<string, string>) {
  return new Request("http://localhost/form", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
}

test("answers with what the work answers", async () => {
  const answer = await formAction(
    post({ email: "ada@example.org", password: "x" }),
    schema,
    async ({ email }) => ({ email }),
  );
  expect(answer).toEqual({ email: "ada@example.org" });
});

test("gives back what was typed and what is wrong with it, but never a password", async () => {
  const answer = await formAction(
    post({ email: "ada", password: "secret" }),
    schema,
    async () => ({}),
  );
  expect(answer).toMatchObject({
    data: { values: { email: "ada" }, errors: { email: ["Not an address."] } },
    init: { status: 400 },
  });
  expect(JSON.stringify(answer)).not.toContain("secret");
});

test("gives back what was typed when the work is refused, with the refusal's own status", async () => {
  const answer = await formAction(
    post({ email: "ada@example.org", password: "x" }),
    schema,
    async () => {
      throw new AppError("rate_limited", { facts: { retryAfterSeconds: 30 } });
    },
  );
  expect(answer).toMatchObject({
    data: { values: { email: "ada@example.org" }, problem: { code: "rate_limited" } },
    init: { status: 429, headers: { "Retry-After": "30" } },
  });
});

test("lets an unexpected error pass", async () => {
  const work = async () => {
    throw new TypeError("a mistake of ours");
  };
  await expect(
    formAction(post({ email: "ada@example.org", password: "x" }), schema, work),
  ).rejects.toThrow(TypeError);
});
