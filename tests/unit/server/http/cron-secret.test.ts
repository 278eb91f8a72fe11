import { expect, test } from "vitest";
import { refuseStranger } from "~/.server/http/cron-secret";

const secret = "0123456789abcdef0123456789abcdef";
const asking = (authorization: string | null) =>
  new Request("http://localhost/cron/work", { headers: authorization ? { authorization } : {} });

test("whoever shows the secret is let in", () => {
  expect(refuseStranger(asking(`Bearer ${secret}`), secret)).toBeNull();
});

test.each([
  null,
  secret,
  "Bearer",
  "Bearer ",
  `bearer ${secret}`,
  `Bearer ${secret.slice(1)}`,
  `Bearer ${secret}0`,
  `Bearer  ${secret}`,
  `Basic ${btoa(secret)}`,
  "Bearer undefined",
  "Bearer null",
])("%s is not let in", async (authorization) => {
  const refused = refuseStranger(asking(authorization), secret);
  expect(refused?.status).toBe(401);
  expect(await refused?.text()).not.toContain(secret);
});

test.each([null, "Bearer undefined", "Bearer null", "Bearer ", "Bearer"])(
  "without a secret nobody is let in, not by %s either",
  (authorization) => {
    expect(refuseStranger(asking(authorization), null)?.status).toBe(401);
  },
);
