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
    data: {
      result: { initialValue: { email: "ada" }, error: { email: ["Not an address."] } },
    },
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
    data: {
      result: { initialValue: { email: "ada@example.org" } },
      problem: { code: "rate_limited" },
    },
    init: { status: 429, headers: { "Retry-After": "30" } },
  });
});

const unavailable = async () => {
  throw new AppError("unavailable");
};

test("keeps a form that cannot get through in the failure itself, to be sent again as it is", async () => {
  const open = z.object({ prompt: z.string(), idempotencyKey: z.string() });
  const fields = { prompt: "a quiet lake", idempotencyKey: "k-1" };
  await expect(formAction(post(fields), open, unavailable)).rejects.toMatchObject({
    data: { code: "unavailable", status: 503, kept: fields },
    init: { status: 503, headers: { "Retry-After": "60" } },
  });
});

test("leaves a form that cannot get through on its page where scripts keep that, or a password is in it", async () => {
  const fields = { email: "ada@example.org", password: "secret" };
  const answer = await formAction(post(fields), schema, unavailable);
  expect(answer).toMatchObject({
    data: {
      result: { initialValue: { email: "ada@example.org" } },
      problem: { code: "unavailable" },
    },
    init: { status: 503, headers: { "Retry-After": "60" } },
  });
  expect(JSON.stringify(answer)).not.toContain("secret");
  const scripted = new Request("http://localhost/form.data", post({ prompt: "x" }));
  expect(await formAction(scripted, z.object({ prompt: z.string() }), unavailable)).toMatchObject({
    data: { result: { initialValue: { prompt: "x" } } },
    init: { status: 503 },
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

test("says at its field what the work refused about it", async () => {
  const answer = await formAction(
    post({ email: "ada@example.org", password: "x" }),
    schema,
    async () => {
      throw new AppError("invalid_input", { fields: { email: ["Choose another one."] } });
    },
  );
  expect(answer).toMatchObject({
    data: {
      result: {
        initialValue: { email: "ada@example.org" },
        error: { email: ["Choose another one."] },
      },
    },
    init: { status: 400 },
  });
  expect(answer).not.toHaveProperty("data.problem");
});

test("the work refuses a field with a status of its own, and no password comes back", async () => {
  const answer = await formAction(
    post({ email: "ada@example.org", password: "secret" }),
    schema,
    async (_form, refuseFields) => refuseFields({ email: ["Taken."] }, 409),
  );
  expect(answer).toMatchObject({
    data: {
      result: { initialValue: { email: "ada@example.org" }, error: { email: ["Taken."] } },
    },
    init: { status: 409 },
  });
  expect(JSON.stringify(answer)).not.toContain("secret");
});
