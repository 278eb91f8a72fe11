import { expect, test } from "vitest";
import { createThrowawayCheck } from "~/.server/auth/throwaway-emails";

const isThrowaway = createThrowawayCheck([]);

test.each([
  "ada@mailinator.com",
  "Ada@MAILINATOR.com.",
  "ada@sub.of.mailinator.com",
  "ada+x@yopmail.com",
  '"a@b"@guerrillamail.com',
])("%s is thrown away", async (email) => {
  expect(await isThrowaway(email)).toBe(true);
});

test.each([
  "ada@gmail.com",
  "ada@example.org",
  "mailinator.com@example.org",
  "ada@mailinator.example",
  "ada@mailinator.com.example.org",
  // Those forward to a mailbox that people keep.
  ...["ada@privaterelay.appleid.com", "ada@duck.com", "ada@mozmail.com", "ada@proton.me"],
  ...["ada@com", "ada", "", "@"],
])("%j is kept", async (email) => {
  expect(await isThrowaway(email)).toBe(false);
});

test("whoever runs Easel adds services, in any script, and takes away what is none", async () => {
  const own = createThrowawayCheck(["Mailbox.example", "bücher.example", "-mailinator.com"]);
  expect(await own("ada@mailbox.example")).toBe(true);
  expect(await own("ada@xn--bcher-kva.example")).toBe(true);
  expect(await own("ada@mailinator.com")).toBe(false);
  expect(await own("ada@yopmail.com")).toBe(true);
  expect(await isThrowaway("ada@mailbox.example")).toBe(false);
});
