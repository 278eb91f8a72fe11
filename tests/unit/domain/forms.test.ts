import { expect, test } from "vitest";
import { confirmForm, signInForm, signUpForm, studioForm } from "~/domain/forms";
import { maxPromptLength } from "~/domain/models";

const studio = {
  idempotencyKey: "0198f0c4-7a10-7000-8000-000000000001",
  model: "painter",
  prompt: "a quiet harbour",
  count: "1",
};
const person = { name: "Ada", email: "ada@example.org", password: "lantern-light", next: "/" };
const link = { token_hash: "abc", type: "signup", next: "/" };

test("a line break counts once, however the browser sends it, and is kept as one character", () => {
  const prompt = `${"x\n".repeat(maxPromptLength / 2 - 1)}xx`;
  const sent = { ...studio, prompt: prompt.replaceAll("\n", "\r\n") };
  expect(studioForm.parse(sent)).toEqual(studioForm.parse({ ...studio, prompt }));
  expect(studioForm.parse(sent).prompt).toBe(prompt);
});

test.each([
  ["prompt", studioForm, studio],
  ["negativePrompt", studioForm, studio],
  ["model", studioForm, studio],
  ["resolution", studioForm, studio],
  ["name", signUpForm, person],
  ["email", signUpForm, person],
  ["password", signUpForm, person],
  ["email", signInForm, person],
  ["password", signInForm, person],
  ["token_hash", confirmForm, link],
])("%s refuses NUL and half characters by its own name", (name, schema, form) => {
  expect(schema.safeParse(form).success).toBe(true);
  for (const bad of ["ada\0@example.org", "ada\ud800@example.org"]) {
    const { error } = schema.safeParse({ ...form, [name]: bad });
    expect(error?.issues.map(({ path }) => path)).toEqual([[name]]);
  }
});

test.each([
  ["email", signUpForm, person, "Enter your email."],
  ["email", signInForm, person, "Enter your email."],
  ["password", signInForm, person, "Enter your password."],
])("an empty %s, which is left out, is asked for in plain words", (name, schema, form, words) => {
  const { error } = schema.safeParse({ ...form, [name]: undefined });
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});

test.each([undefined, `/?prompt=${"x".repeat(40_000)}`, { a: "1" }])(
  "the hidden way back never blocks signing in or up",
  (next) => {
    for (const schema of [signUpForm, signInForm]) {
      expect(schema.parse({ ...person, next }).next).toBe(typeof next === "string" ? next : "/");
    }
  },
);
