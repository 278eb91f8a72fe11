import { expect, test } from "vitest";
import { forgetAdminSession, newAdminSession, readAdminSession } from "~/.server/http/admin-cookie";

const asking = (cookie: string) => new Request("https://easel.test/admin", { headers: { cookie } });

test("over https the admins' cookie is Secure and bound to the host, and one of another name opens nothing", () => {
  const { session, cookie } = newAdminSession(true);
  expect(cookie).toMatch(
    /^__Host-easel-admin=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  const [pair = ""] = cookie.split(";");
  expect(readAdminSession(asking(pair), true)).toBe(session);
  expect(readAdminSession(asking(pair.replace("__Host-", "")), true)).toBeNull();
  expect(forgetAdminSession(true)).toMatch(/^__Host-easel-admin=; Max-Age=0;/);
});
