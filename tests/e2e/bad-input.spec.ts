import { randomInt, randomUUID } from "node:crypto";
import { test as base, expect, type APIRequestContext } from "@playwright/test";
import { accountOf, makeAccount, newPerson } from "./fixtures";
import { removeDataDir, startServer } from "./server";

/** What a form of our own pages carries beside its fields. */
const ownForm = { "sec-fetch-site": "same-origin" };

interface Visitor {
  request: APIRequestContext;
  post(
    path: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  credits(): Promise<string>;
}
interface Answer {
  status: number;
  text: string;
  location: string | undefined;
  retryAfter: string | undefined;
}

const test = base.extend<{ visitor: Visitor; person: Visitor }>({
  visitor: async ({ playwright, baseURL }, provide) => {
    const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
    const request = await playwright.request.newContext({
      ...(baseURL ? { baseURL } : {}),
      extraHTTPHeaders: { "x-forwarded-for": address },
      maxRedirects: 0,
    });
    await provide(visitorOf(request));
    await request.dispose();
  },
  person: async ({ visitor }, provide) => {
    await makeAccount(visitor);
    await provide(visitor);
  },
});

function visitorOf(request: APIRequestContext): Visitor {
  return {
    request,
    async post(path, form, headers = ownForm) {
      const whole = { ...(await accountOf(request)), ...form };
      const response = await request.post(path, { form: whole, headers });
      return {
        status: response.status(),
        text: await response.text(),
        location: response.headers()["location"],
        retryAfter: response.headers()["retry-after"],
      };
    },
    async credits() {
      const page = await (await request.get("/account")).text();
      return /([\d,]+) credits/.exec(page)?.[1] ?? "none";
    },
  };
}

function wish(changes: Record<string, string> = {}): Record<string, string> {
  return {
    idempotencyKey: randomUUID(),
    model: "painter",
    prompt: "a quiet harbour in the fog",
    negativePrompt: "",
    shape: "1:1",
    count: "1",
    seed: "",
    ...changes,
  };
}

/** What stands in the box for the prompt. */
function promptIn(page: string): string | undefined {
  return /<textarea[^>]* name="prompt"[^>]*>([^<]*)</.exec(page)?.[1];
}

function expectPlain(text: string): void {
  expect(text).toContain("<title>");
  expect(text).not.toMatch(/\n\s+at .*\(|node_modules|file:\/\//);
}

const badFields: Record<string, string>[] = [
  ...["0", "-1", "5", "1.5", "NaN", "1e309", "[1]", " 2 ", "2147483648", "", "١"].map((count) => ({
    count,
  })),
  ...["-1", "1.5", "2147483648", "99999999999999999999", "abc", "0x10"].map((seed) => ({ seed })),
  { shape: "2:1" },
  { prompt: "" },
  { prompt: "   " },
  { prompt: `${"x".repeat(2001)} to the end` },
  { prompt: "a quiet\0harbour" },
  { idempotencyKey: "not-a-key" },
];
for (const bad of badFields) {
  const words = JSON.stringify(bad).slice(0, 60);
  test(`a studio form with ${words} is refused with 400, keeps its text and costs nothing`, async ({
    person,
  }) => {
    const { status, text } = await person.post("/", wish(bad));
    expect(status).toBe(400);
    expectPlain(text);
    expect(promptIn(text)).toBe(bad["prompt"] ?? "a quiet harbour in the fog");
    expect(await person.credits()).toBe("10,000");
  });
}

test("an unknown model is refused with 409 and costs nothing", async ({ person }) => {
  const { status, text } = await person.post("/", wish({ model: "nothing" }));
  expect(status).toBe(409);
  expect(text).toContain("a quiet harbour in the fog");
  expect(await person.credits()).toBe("10,000");
});

test("a price that is not the present one is refused with 409, never charged", async ({
  person,
}) => {
  const { status } = await person.post("/", wish({ quotedPrice: "1" }));
  expect(status).toBe(409);
  expect(await person.credits()).toBe("10,000");
});

test("fields that a browser has no say in are ignored", async ({ person }) => {
  const extra = {
    priceCredits: "1",
    cost: "0",
    user_id: randomUUID(),
    role: "admin",
    balance: "999",
  };
  const { status } = await person.post("/", wish(extra));
  expect(status).toBe(302);
  expect(await person.credits()).toBe("9,500");
});

test("the same form sent twice leads to the same request and one charge", async ({ person }) => {
  const form = wish();
  const answers = await Promise.all(Array.from({ length: 20 }, () => person.post("/", form)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  expect(await person.credits()).toBe("9,500");
});

test("line breaks count once, and the same words are the same form with and without JavaScript", async ({
  person,
}) => {
  const prompt = `${"lake ".repeat(397)}lakes${"\r\n".repeat(9)}a`;
  const form = wish({ prompt });
  const plain = await person.post("/", form);
  const scripted = await person.post("/", { ...form, prompt: prompt.replaceAll("\r\n", "\n") });
  expect([plain.status, scripted.status]).toEqual([302, 302]);
  expect(scripted.location).toBe(plain.location);
  expect(await person.credits()).toBe("9,500");
});

test("the same key with other words is a plain 409 that keeps the text, and its button sends it", async ({
  person,
}) => {
  const form = wish();
  await person.post("/", form);
  const { status, text } = await person.post("/", { ...form, prompt: "a misty harbour" });
  expect(status).toBe(409);
  expect(text).toContain("Press the button to send it");
  expect(promptIn(text)).toBe("a misty harbour");
  expect(await person.credits()).toBe("9,500");
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(text)?.[1] ?? "";
  const again = await person.post("/", wish({ idempotencyKey, prompt: "a misty harbour" }));
  expect(again.status).toBe(302);
  expect(await person.credits()).toBe("9,000");
});

test("too few credits is a 402 that says how many are missing and keeps the text", async ({
  playwright,
}) => {
  const server = await startServer({ env: { SIGNUP_CREDITS: "600", WORKER: "off" } });
  const request = await playwright.request.newContext({ baseURL: server.origin, maxRedirects: 0 });
  try {
    const person = visitorOf(request);
    await makeAccount(person);
    const { status, text } = await person.post("/", wish({ count: "4" }));
    expect(status).toBe(402);
    expect(text).toContain("1,400 credits");
    expect(text).toContain("a quiet harbour in the fog");
    expect(await person.credits()).toBe("600");
  } finally {
    await request.dispose();
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

test("a body that is no form is refused with 415, a broken one with 400, a huge one with 413", async ({
  person,
}) => {
  const send = async (type: string, data: string) =>
    (
      await person.request.post("/", { data, headers: { ...ownForm, "content-type": type } })
    ).status();
  expect(await send("application/json", "{}")).toBe(415);
  expect(await send("text/plain", "prompt=x")).toBe(415);
  expect(await send("multipart/form-data; boundary=x", "--y\r\nnothing")).toBe(400);
  expect(await send("application/x-www-form-urlencoded", `prompt=${"x".repeat(1_500_000)}`)).toBe(
    413,
  );
  expect(await send("application/x-www-form-urlencoded", "prompt=a&prompt=b")).toBe(400);
  expect(await send("application/x-www-form-urlencoded", "__proto__=1&prompt=b")).toBe(400);
  expect(await send("application/x-www-form-urlencoded", "pro%00mpt=a")).toBe(400);
  expect(await send("application/x-www-form-urlencoded", `${"a=1&".repeat(10_000)}b=1`)).toBe(400);
  expect(await person.credits()).toBe("10,000");
});

for (const headers of [
  {},
  { origin: "null" },
  { origin: "https://evil.test" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
]) {
  test(`a form that came with ${JSON.stringify(headers)} is refused with 403`, async ({
    person,
  }) => {
    for (const path of ["/", "/logout", "/theme", "/login", "/_.data"]) {
      const { status, text } = await person.post(path, wish(), headers as Record<string, string>);
      expect(status, path).toBe(403);
      expectPlain(text);
    }
    expect(await person.credits()).toBe("10,000");
  });
}

test("reading an address that only takes forms changes nothing and answers 405", async ({
  person,
}) => {
  for (const path of ["/logout", "/theme"]) {
    expect((await person.request.get(path)).status(), path).toBe(405);
  }
  expect(await person.credits()).toBe("10,000");
});

test("a form sent to a page that takes none answers 405", async ({ person }) => {
  for (const path of ["/about-models", "/privacy", "/healthz", "/readyz"]) {
    const { status, text } = await person.post(path, {});
    expect(status, path).toBe(405);
    expectPlain(text);
  }
});

test("faults 29 to 31: providers are asked and cannot tell, so that a forged webhook meets nobody", async ({
  request,
  baseURL,
}) => {
  const hook = { data: { request_id: "1", status: "OK", payload: {} } };
  for (const path of ["/webhooks/fal", "/webhooks/wavespeed", "/api/webhook"]) {
    expect((await request.post(path, hook)).status()).toBe(403);
    const ours = { ...hook, headers: { origin: baseURL ?? "" } };
    expect([404, 405, 415]).toContain((await request.post(path, ours)).status());
  }
});

test("made-up and malformed ids answer 404", async ({ person }) => {
  const ids = [
    randomUUID(),
    "abc",
    "1",
    "%2e%2e",
    "'; drop table users; --",
    "00000000-0000-0000-0000-000000000000",
  ];
  for (const id of ids.map(encodeURIComponent)) {
    for (const path of [
      `/image/${id}`,
      `/generations/${id}`,
      `/media/${id}/original`,
      `/media/${id}/nothing`,
    ]) {
      const response = await person.request.get(path);
      expect(response.status(), path).toBe(404);
      expectPlain(await response.text());
    }
    expect((await person.post(`/generations/${id}`, { intent: "cancel" })).status).toBe(404);
    expect((await person.post(`/image/${id}`, { intent: "save" })).status).toBe(404);
  }
});

test("saving a file that is not there says so in the gallery", async ({ person }) => {
  const gone = await person.post("/gallery", { intent: "save", mediaId: randomUUID() });
  expect(gone.status).toBe(404);
  expect(gone.text).toContain("Nothing here");
  const badForms: Record<string, string>[] = [
    {},
    { intent: "save" },
    { intent: "save", mediaId: "abc" },
    { intent: "x" },
  ];
  for (const form of badForms) expect((await person.post("/gallery", form)).status).toBe(400);
});

test("strange queries show the page with the usual instead", async ({ person }) => {
  const queries = [
    "page=0",
    "page=-1",
    "page=1e9",
    "page=abc",
    "page=1&page=2",
    "sort=up",
    "size=huge",
    "q=%25%27%22",
    "view=nothing",
  ];
  for (const query of queries) {
    expect((await person.request.get(`/gallery?${query}`)).status(), query).toBe(200);
    expect(
      (
        await person.request.get(`/?${query}&model=x&count=9&shape=y&seed=z&from=q&draft=w`)
      ).status(),
    ).toBe(200);
  }
  const longest = "q=" + "x".repeat(5000);
  expect((await person.request.get(`/gallery?${longest}`)).status()).toBe(200);
});

test("broken cookies are as good as none", async ({ visitor }) => {
  const values = [
    "easel-session=x",
    "easel-session=base64-e30",
    "easel-session=%FF%00; easel-theme=purple",
    "=; ;;=",
    "easel-session.0=base64-!!!; easel-session.1=x",
  ];
  for (const cookie of values) {
    const response = await visitor.request.get("/", { headers: { cookie } });
    expect(response.status(), cookie).toBe(200);
    expect((await visitor.request.get("/gallery", { headers: { cookie } })).status()).toBe(302);
  }
  const manyCookies = Array.from({ length: 1000 }, (_, at) => `c${at}=1`).join("; ");
  expect([200, 431]).toContain(
    (await visitor.request.get("/", { headers: { cookie: manyCookies } })).status(),
  );
  expect(
    (await visitor.request.get("/", { headers: { "x-long": "x".repeat(64_000) } })).status(),
  ).toBe(431);
});

test("a link for confirming without its parts answers 400", async ({ visitor }) => {
  for (const query of ["", "?token_hash=x", "?type=recovery", "?token_hash=x&type=other"]) {
    expect((await visitor.request.get(`/auth/confirm${query}`)).status(), query).toBe(400);
  }
  const { status, text } = await visitor.post("/auth/confirm?token_hash=x&type=recovery", {
    token_hash: "x",
    type: "recovery",
  });
  expect(status).toBe(400);
  expectPlain(text);
});

test("guessing a password ends in 429 with the time to wait, and keeps the address", async ({
  visitor,
}) => {
  const { email } = newPerson();
  const guess = () => visitor.post("/login", { email, password: "wrong guess", next: "/" });
  // Waits double with each failure: however slow the machine is, one of them is met.
  let last = await guess();
  while (last.status !== 429) {
    expect(last.status).toBe(401);
    last = await guess();
  }
  expect(Number(last.retryAfter)).toBeGreaterThan(0);
  expect(last.text).toContain(email);
});

test("a long way back is kept while signing up, and one that is no text blocks nobody", async ({
  visitor,
}) => {
  const next = `/?${new URLSearchParams({ prompt: "ё".repeat(2000) })}`;
  const long = await visitor.post("/signup", { ...newPerson(), next });
  expect(long).toMatchObject({ status: 302, location: next });
  const odd = await visitor.post("/signup", { ...newPerson(), "next.x": "1" });
  expect(odd).toMatchObject({ status: 302, location: "/" });
});

test("another site is never where one goes after signing in", async ({ visitor }) => {
  for (const next of [
    "//evil.test",
    "/\\evil.test",
    "https://evil.test",
    "/..//evil.test",
    "javascript:alert(1)",
  ]) {
    const { status, location } = await visitor.post("/signup", { ...newPerson(), next });
    expect(status).toBe(302);
    expect(location, next).toBe("/");
  }
});
