const sessionCookie = /(?:^|;\s*)(?:__Host-)?easel-session(?:\.\d+)?=([^;]*)/g;

/** What names the account in a form of somebody with this Cookie header: nobody without a session. */
export function signedInAs(cookie: string): { account: string } {
  const value = Array.from(cookie.matchAll(sessionCookie), ([, part = ""]) => part).join("");
  if (!value.startsWith("base64-")) return { account: "" };
  const read = (base64: string): unknown => JSON.parse(Buffer.from(base64, "base64url").toString());
  const { access_token: token } = read(value.slice("base64-".length)) as { access_token: string };
  const { sub } = read(token.split(".")[1] ?? "") as { sub: string };
  return { account: sub };
}
