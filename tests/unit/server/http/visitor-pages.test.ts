import { expect, test } from "vitest";
import { createVisitorPages } from "~/.server/http/visitor-pages";
import { htmlOf, wholePage } from "~/.server/http/whole-page";

const address = "https://easel.test/";
const plain = () => new Request(address);
const page = (text: string, headers: Record<string, string> = {}, status = 200) =>
  wholePage(Buffer.from(text), { status, headers: new Headers(headers) });
const textOf = (response: Response | null) => (response && htmlOf(response)?.toString()) ?? null;

/** Keeps what `first` got, and answers what a second visitor's request finds. */
function findAfter(first: Request, response: Response, second: Request): string | null {
  const pages = createVisitorPages(() => 0);
  pages.keep(first, response, "nonce-1");
  return textOf(pages.find(second, "nonce-2"));
}

test("a second visitor gets the kept page with a nonce of its own", () => {
  const response = page('<script nonce="nonce-1"></script><b nonce="nonce-1">hello</b>');
  expect(findAfter(plain(), response, plain())).toBe(
    '<script nonce="nonce-2"></script><b nonce="nonce-2">hello</b>',
  );
});

test("the first visitor gets the page as it was made", () => {
  const made = page("nonce-1");
  createVisitorPages(() => 0).keep(plain(), made, "nonce-1");
  expect(textOf(made)).toBe("nonce-1");
  expect(made.headers.get("content-type")).toBe("text/html; charset=utf-8");
});

test("a page is kept for one second", () => {
  let now = 0;
  const pages = createVisitorPages(() => now);
  pages.keep(plain(), page("hello"), "nonce-1");
  now = 1000;
  expect(pages.find(plain(), "nonce-2")).not.toBeNull();
  now = 1001;
  expect(pages.find(plain(), "nonce-2")).toBeNull();
});

test("headers that are added to one answer are not on the next", () => {
  const pages = createVisitorPages(() => 0);
  const first = page("hello");
  pages.keep(plain(), first, "nonce-1");
  first.headers.set("content-security-policy", "first");
  pages.find(plain(), "nonce-2")?.headers.set("content-security-policy", "second");
  expect(pages.find(plain(), "nonce-3")?.headers.has("content-security-policy")).toBe(false);
});

test("whoever brings a cookie or a query gets a page made for them", () => {
  const known = new Request(address, { headers: { cookie: "easel-session=1" } });
  const query = new Request(`${address}?prompt=fox`);
  expect(findAfter(plain(), page("hello"), known)).toBeNull();
  expect(findAfter(plain(), page("hello"), query)).toBeNull();
  expect(findAfter(known, page("hello, Ada"), plain())).toBeNull();
  expect(findAfter(query, page("fox"), plain())).toBeNull();
});

test("a form, a failure, a page that sets a cookie and what is no page are not kept", () => {
  const form = new Request(address, { method: "POST" });
  expect(findAfter(form, page("hello"), plain())).toBeNull();
  expect(findAfter(plain(), page("hello", {}, 404), plain())).toBeNull();
  expect(findAfter(plain(), page("hello", { "set-cookie": "a=1" }), plain())).toBeNull();
  const json = Response.json({});
  expect(findAfter(plain(), json, plain())).toBeNull();
});

test("a page that is to be asked for each time, since it may end at any moment, is not kept", () => {
  const shared = page("hello", { "cache-control": "private, no-cache" });
  expect(findAfter(plain(), shared, plain())).toBeNull();
});

test("a page that is still being streamed is left alone and not kept", async () => {
  const streamed = new Response("hello", { headers: { "content-type": "text/html" } });
  expect(findAfter(plain(), streamed, plain())).toBeNull();
  expect(await streamed.text()).toBe("hello");
});
