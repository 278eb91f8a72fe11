/** A browser's cookie jar, as far as these tests need one. */
export class Jar {
  readonly cookies = new Map<string, string>();
  take(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [name = "", value = ""] = line.split(";")[0]!.split("=");
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
  request(): Request {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    return new Request("http://localhost:5000/", { headers: { cookie } });
  }
  /** What the cookie holds. */
  session(): { access_token: string } {
    const value = [...this.cookies.values()].join("").replace("base64-", "");
    return JSON.parse(Buffer.from(value, "base64url").toString());
  }
}
