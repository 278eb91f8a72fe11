import { expect, test } from "vitest";
import { createVisitorPages } from "~/.server/http/visitor-pages";

const address = "https://easel.test/";
const plain = () => new Request(address);
const page = (text: string, headers: Record<string, string> = {}) =>
  new Response(text, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-length": String(text.length),
      ...headers,
    },
  });

/** Keeps what `first` got, and answers what a second visitor's request finds. */
async function findAfter(
  first: Request,
  response: Response,
  second: Request,
): Promise<string | null> {
  const pages = createVisitorPages(() => 0);
  await pages.keep(first, response, "nonce-1");
  return (await pages.find(second, "nonce-2")?.text()) ?? null;
}

test("a second visitor gets the kept page with a nonce of its own", async () => {
  const response = page('<script nonce="nonce-1"></script><b nonce="nonce-1">hello</b>');
  expect(await findAfter(plain(), response, plain())).toBe(
    '<script nonce="nonce-2"></script><b nonce="nonce-2">hello</b>',
  );
});

test("the first visitor gets the page as it was made", async () => {
  const kept = await createVisitorPages(() => 0).keep(plain(), page("nonce-1"), "nonce-1");
  expect(await kept.text()).toBe("nonce-1");
  expect(kept.headers.get("content-type")).toBe("text/html; charset=utf-8");
});

test("a page is kept for one second", async () => {
  let now = 0;
  const pages = createVisitorPages(() => now);
  await pages.keep(plain(), page("hello"), "nonce-1");
  now = 1000;
  expect(pages.find(plain(), "nonce-2")).not.toBeNull();
  now = 1001;
  expect(pages.find(plain(), "nonce-2")).toBeNull();
});

test("headers that are added to one answer are not on the next", async () => {
  const pages = createVisitorPages(() => 0);
  const first = await pages.keep(plain(), page("hello"), "nonce-1");
  first.headers.set("content-security-policy", "first");
  pages.find(plain(), "nonce-2")?.headers.set("content-security-policy", "second");
  expect(pages.find(plain(), "nonce-3")?.headers.has("content-security-policy")).toBe(false);
});

test("whoever brings a cookie or a query gets a page made for them", async () => {
  const known = new Request(address, { headers: { cookie: "easel-session=1" } });
  const query = new Request(`${address}?prompt=fox`);
  expect(await findAfter(plain(), page("hello"), known)).toBeNull();
  expect(await findAfter(plain(), page("hello"), query)).toBeNull();
  expect(await findAfter(known, page("hello, Ada"), plain())).toBeNull();
  expect(await findAfter(query, page("fox"), plain())).toBeNull();
});

test("a form, a failure, a page that sets a cookie and what is no page are not kept", async () => {
  const form = new Request(address, { method: "POST" });
  expect(await findAfter(form, page("hello"), plain())).toBeNull();
  const failure = new Response("hello", { status: 404, headers: page("hello").headers });
  expect(await findAfter(plain(), failure, plain())).toBeNull();
  expect(await findAfter(plain(), page("hello", { "set-cookie": "a=1" }), plain())).toBeNull();
  const json = page("{}", { "content-type": "application/json" });
  expect(await findAfter(plain(), json, plain())).toBeNull();
});

test("a page that is still being streamed is passed on and not kept", async () => {
  const streamed = new Response("hello", { headers: { "content-type": "text/html" } });
  const pages = createVisitorPages(() => 0);
  expect(await pages.keep(plain(), streamed, "nonce-1")).toBe(streamed);
  expect(pages.find(plain(), "nonce-2")).toBeNull();
});
