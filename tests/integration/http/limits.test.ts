import { Agent, request, type RequestOptions } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { seen } from "./fixture-pages";
import { sendRaw, startFixture, type Fixture } from "./fixture-server";

let server: Fixture;
beforeAll(async () => {
  server = await startFixture();
});
afterAll(() => server.stop());
beforeEach(() => {
  seen.posts = 0;
});

const head = "Host: localhost\r\n";
const broken: readonly [string, string, number][] = [
  ["a header of 64 kB", `GET / HTTP/1.1\r\n${head}X: ${"x".repeat(65_536)}\r\n\r\n`, 431],
  [
    "1,000 cookies",
    `GET / HTTP/1.1\r\n${head}Cookie: ${"name-of-cookie=1; ".repeat(1000)}\r\n\r\n`,
    431,
  ],
  ["an address of 50 kB", `GET /${"x".repeat(50_000)} HTTP/1.1\r\n${head}\r\n`, 414],
  ["bad percent-encoding", `GET /%zz HTTP/1.1\r\n${head}\r\n`, 400],
  ["bytes that are no UTF-8", `GET /%c3%28 HTTP/1.1\r\n${head}\r\n`, 400],
  ["NUL in the path", `GET /a%00b HTTP/1.1\r\n${head}\r\n`, 400],
  ["NUL in the query", `GET /?q=a%00b HTTP/1.1\r\n${head}\r\n`, 400],
  ["another site as the target", `GET http://evil.test/ HTTP/1.1\r\n${head}\r\n`, 400],
  ["a target that looks like another site", `GET //evil.test/ HTTP/1.1\r\n${head}\r\n`, 400],
  ["backslashes", `GET /\\evil.test HTTP/1.1\r\n${head}\r\n`, 400],
  ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
  ["nothing like HTTP", "hello\r\n\r\n", 400],
  [
    "both length and chunks",
    `POST / HTTP/1.1\r\n${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  [
    "two lengths",
    `POST / HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
    400,
  ],
  ["101 fields in the query", `GET /?${"a&".repeat(100)} HTTP/1.1\r\n${head}\r\n`, 400],
  ["51 segments in the path", `GET ${"/a".repeat(51)} HTTP/1.1\r\n${head}\r\n`, 400],
  ["101 headers", `GET / HTTP/1.1\r\n${head}${"a: b\r\n".repeat(100)}\r\n`, 431],
  ["5,000 headers", `GET / HTTP/1.1\r\n${head}${"a:b\r\n".repeat(5000)}\r\n`, 431],
  ["TRACE", `TRACE / HTTP/1.1\r\n${head}\r\n`, 405],
  ["OPTIONS of everything", `OPTIONS * HTTP/1.1\r\n${head}\r\n`, 405],
  ["DELETE", `DELETE /resource HTTP/1.1\r\n${head}\r\n`, 405],
];

test.each(broken)("%s gets a plain page", async (_what, text, status) => {
  const answer = await sendRaw(server.port, text);
  expect(answer.status).toBe(status);
  expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(answer.body).toMatch(/<h1>[^<]+<\/h1>/);
  expect(answer.body).not.toMatch(/node:|\bat |Error|evil/);
  expect(answer.headers["allow"]).toBe(status === 405 ? "GET, HEAD, POST" : undefined);
});

test("a page that breaks tells a number and nothing of the fault", async () => {
  for (const path of ["/broken-resource", "/broken"]) {
    const response = await fetch(server.url + path, { headers: { accept: "text/html" } });
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(body).not.toContain("secret detail");
    const id = response.headers.get("x-request-id") ?? "none";
    expect(server.log()).toContain(
      `"requestId":"${id}","err":{"type":"Error","message":"secret detail`,
    );
  }
});

test("a plain page of an unexpected failure shows the request's number", async () => {
  const response = await fetch(`${server.url}/broken-resource`, {
    headers: { accept: "text/html" },
  });
  expect(await response.text()).toContain(`<code>${response.headers.get("x-request-id")}</code>`);
});

const types = {
  urlEncoded: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data; boundary=b",
};

test.each([
  ["without a type", "text/plain", 64_001],
  ["in percent-encoding", types.urlEncoded, 64_001],
  ["in parts", types.multipart, 1_000_001],
])("a body %s is refused by its length before it is read", async (_what, type, large) => {
  const text = `POST /resource HTTP/1.1\r\n${head}Sec-Fetch-Site: same-origin\r\nContent-Type: ${type}\r\nContent-Length: ${large}\r\n\r\n`;
  const answer = await sendRaw(server.port, text);
  expect(answer.status).toBe(413);
  expect(answer.body).toContain("Too large");
});

test.each([
  ["pairs", types.urlEncoded, "a&"],
  ["parts", types.multipart, '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'],
  ["long heads", types.multipart, `--b\r\n${"a: b\r\n".repeat(200)}\r\nx\r\n`],
])("too many %s are refused while more could come, and nothing parses them", async (...given) => {
  const [, type, piece] = given;
  const parse = vi.spyOn(Response.prototype, "formData");
  const heads = `${head}Sec-Fetch-Site: same-origin\r\nContent-Type: ${type}`;
  const body = piece.repeat(102);
  const chunk = `${body.length.toString(16)}\r\n${body}\r\n`;
  const text = `POST /resource HTTP/1.1\r\n${heads}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`;
  expect((await sendRaw(server.port, text)).status).toBe(400);
  expect(parse).not.toHaveBeenCalled();
  expect((await send("text=now")).status).toBe(200);
  expect(parse).toHaveBeenCalledOnce();
  parse.mockRestore();
});

test.each(["/resource", "/?index", "/deaf"])(
  "an endless body to %s is refused while it comes, also where the page does not mind",
  async (path) => {
    expect(await sendEndlessly(path)).toBe(413);
    expect(seen.posts).toBe(0);
  },
);

/** Goes on sending until an answer comes, which is given as its status. */
async function sendEndlessly(path: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const sending = request(server.url + path, { method: "POST", headers: sameOrigin });
  const sendMore = () => {
    while (sending.write(`text=${"x".repeat(50_000)}&`));
  };
  sending.on("response", ({ statusCode }) => resolve(statusCode));
  sending.on("error", reject);
  sending.on("drain", sendMore);
  sendMore();
  try {
    return await promise;
  } finally {
    sending.off("drain", sendMore).on("error", () => {});
    sending.destroy();
  }
}

test("a body that no page has read does not block the connection", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = asParts({ text: "x".repeat(900_000) });
  const headers = { ...sameOrigin, "content-type": types.multipart };
  expect(await statusOf("/slow", { agent, method: "POST", headers }, body)).toBe(405);
  expect(await statusOf("/healthz", { agent })).toBe(200);
  agent.destroy();
});

function statusOf(path: string, options: RequestOptions, body = ""): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const sending = request(server.url + path, options, (answer) => {
    answer.resume().on("end", () => resolve(answer.statusCode));
  });
  sending.on("error", reject).end(body);
  return promise;
}

test("a body just under the limit is read, and judged by its fields", async () => {
  expect((await send(`text=${"x".repeat(63_000)}&${"y".repeat(900)}=1`)).status).toBe(200);
  const inParts = { "content-type": types.multipart };
  const long = asParts({ text: "長".repeat(99_999), more: "y".repeat(99_999) });
  expect((await send(long, inParts)).status).toBe(200);
  const tooLong = asParts({ text: "x".repeat(90_000), more: "y".repeat(900_000) });
  expect((await send(tooLong, inParts)).status).toBe(400);
});

/** As a browser sends a form with `enctype="multipart/form-data"`. */
function asParts(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--b--\r\n`;
}

const sameOrigin = {
  "sec-fetch-site": "same-origin",
  "content-type": "application/x-www-form-urlencoded",
  accept: "text/html",
};
const forms: readonly [string, string | FormData, Record<string, string>, number][] = [
  ["JSON instead of a form", "{}", { "content-type": "application/json" }, 415],
  ["no type", "text=1", { "content-type": "" }, 415],
  [
    "a boundary that does not fit",
    "--a\r\n",
    { "content-type": "multipart/form-data; boundary=b" },
    400,
  ],
  ["a field twice", "text=1&text=2", {}, 400],
  ["10,000 fields", "a=1&".repeat(10_000), {}, 400],
  ["a field named __proto__", "__proto__.x=1&text=1", {}, 400],
  [
    "a field of 200 kB",
    asParts({ text: "x".repeat(200_000) }),
    { "content-type": "multipart/form-data; boundary=b" },
    400,
  ],
  [
    "a boundary that two readers may take for another",
    asParts({ text: "x" }),
    { "content-type": "multipart/form-data; boundary=b; boundary=c" },
    415,
  ],
];

test.each(forms)("a form with %s is refused", async (_what, body, headers, status) => {
  expect((await send(body, headers)).status).toBe(status);
  expect(seen.posts).toBe(0);
});

test("a file where none is expected is refused", async () => {
  const body = new FormData();
  body.set("text", new File(["x"], "x.txt"));
  const { "content-type": _type, ...headers } = sameOrigin;
  const response = await fetch(`${server.url}/resource`, { method: "POST", headers, body });
  expect(response.status).toBe(400);
});

test("unknown fields are left out and text comes through whole", async () => {
  const response = await send("text=caf%C3%A9+%F0%9F%8E%A8&credits=9999");
  expect(await response.json()).toEqual({ text: "café 🎨" });
});

test("a route says which methods it has", async () => {
  const post = await fetch(`${server.url}/slow`, {
    method: "POST",
    headers: sameOrigin,
    body: "a=1",
  });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  expect(await post.text()).toContain("Go back and use the buttons on the page");
  const get = await fetch(`${server.url}/post-only`, { headers: { accept: "text/html" } });
  expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
});

test.each(["/healthz", "/readyz?at=once"])("a form sent to %s gets a plain 405", async (path) => {
  const post = await send("a=1", {}, path);
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  expect(await post.text()).toContain("Go back and use the buttons on the page");
  expect((await fetch(server.url + path, { method: "HEAD" })).status).toBe(200);
});

test("an address with a long search is answered, beside a full set of cookies", async () => {
  const query = `q=${"%E9%9B%AA".repeat(800)}`;
  const cookie = `session=${"x".repeat(12_000)}`;
  expect((await fetch(`${server.url}/resource?${query}`, { headers: { cookie } })).status).toBe(
    200,
  );
});

test("HEAD answers like GET, without a body", async () => {
  const response = await fetch(server.url, { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toContain("nonce-");
  expect(await response.text()).toBe("");
});

test("the log has one line per request, without query and without what was sent", async () => {
  await send("text=private-words", {}, "/resource?token=abc123456");
  await expect.poll(() => server.log()).toMatch(/"method":"POST","path":"\/resource","status":200/);
  expect(server.log()).not.toMatch(/abc123456|private-words/);
});

function send(
  body: string | FormData,
  headers: Record<string, string> = {},
  path = "/resource",
): Promise<Response> {
  return fetch(server.url + path, { method: "POST", headers: { ...sameOrigin, ...headers }, body });
}
