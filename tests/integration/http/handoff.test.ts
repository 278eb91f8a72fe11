import { randomUUID } from "node:crypto";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { z } from "zod";
import routes from "~/routes";
import { startSite, studioFields, visitorOf, type Answer, type Visitor } from "../faults/site";

/** Ends scripts, opens comments, breaks lines of old JavaScript. */
const hostile = "</script><!--<script> & \u2028\u2029 ]]> \\\" ' ${x} 雪 🦊";

const twice = z.object({ atOnce: z.string().nullable(), byStream: z.string() });
type Twice = z.infer<typeof twice>;

const site = await startSite({ program: "tests/integration/http/render-twice.ts" });

const read = ({ text }: Answer): Twice => twice.parse(JSON.parse(text));

/** What a browser that runs the page's plain scripts finds of the loaders' data: our own escaping is not asked. */
function dataIn(html: string): { sent: string[]; isClosed: boolean } {
  const sent: string[] = [];
  let isClosed = false;
  const streamController = {
    enqueue: (text: string) => sent.push(text),
    close: () => (isClosed = true),
  };
  const window = { __reactRouterContext: { streamController } };
  for (const [, script = ""] of html.matchAll(/<script nonce="nonce">([^<]*)<\/script>/g))
    if (script.includes("streamController.")) runInNewContext(script, { window });
  return { sent, isClosed };
}

/** The page without its data, and without what only a stream needs to put its parts in place. */
function pageIn(html: string): string {
  return html
    .replaceAll(/<script[^>]*>window\.__reactRouterContext\.streamController[^<]*<\/script>/g, "")
    .replaceAll(/<!--\/?\$-->(?=(<!--\/?\$-->)*<\/body>)/g, "");
}

function expectSame({ atOnce, byStream }: Twice): void {
  expect(atOnce).not.toBeNull();
  expect(pageIn(atOnce ?? "")).toBe(pageIn(byStream));
  expect(dataIn(atOnce ?? "")).toEqual(dataIn(byStream));
}

/** Opens a page; the second time, since a part that has to be loaded first comes by the stream once. */
async function open(visitor: Pick<Visitor, "get">, path: string): Promise<Twice> {
  await visitor.get(path);
  const pair = read(await visitor.get(path));
  expectSame(pair);
  return pair;
}

/** The parameters of a route in an address; what is not known is something that there is not. */
function fill(pattern: string, ids: Readonly<Record<string, string>>): string {
  const path = pattern
    .replace("*", "no/such/page")
    .replaceAll(/:(\w+)/g, (_, id) => ids[id] ?? randomUUID());
  return path.startsWith("/") ? path : `/${path}`;
}

const pages = routes.flatMap(({ path = "", file }) => (file.endsWith(".tsx") ? path : []));
const query: Readonly<Record<string, string>> = {
  "auth/confirm": "?token_hash=abc&type=recovery",
  "/": `?prompt=${encodeURIComponent(hostile)}`,
};

/** Makes a picture, and gives it words that are hard to quote. */
async function makePicture(visitor: Visitor): Promise<Record<string, string>> {
  const { headers } = await visitor.post("/?index", studioFields());
  const generationId = headers.get("location")?.split("/").at(-1) ?? "";
  const find = async () =>
    (await site.sql`select id from images where generation_id = ${generationId}`)[0]?.["id"];
  await expect.poll(find, { interval: 100 }).toBeTruthy();
  await site.sql`update generations set prompt = ${hostile} where id = ${generationId}`;
  return { generationId, mediaId: String(await find()) };
}

test("on every route the page and its data are the framework's own, to the letter", async () => {
  // As on a Supabase project, so that codes are offered; and somebody who has yet to enter theirs.
  await site.sql`create table auth.mfa_factors (
    user_id uuid, factor_type text, status text, created_at timestamptz)`;
  const ada = await site.signUp();
  const halfway = visitorOf(
    site.origin,
    ada.cookie.replaceAll("easel-session", "easel-session-half"),
  );
  const ids = await makePicture(ada);
  const compared = new Set<string>();
  let hostilePages = 0;
  for (const pattern of pages) {
    // The page of a video that there is not: a picture's own would lead to the picture.
    const known = pattern.startsWith("video/") ? { mediaId: randomUUID() } : ids;
    const path = fill(pattern, known) + (query[pattern] ?? "");
    for (const visitor of [ada, site.nobody, halfway]) {
      const { status } = await visitor.get(path);
      if (status >= 300 && status < 400) continue;
      const { atOnce } = await open(visitor, path);
      compared.add(pattern);
      const { sent } = dataIn(atOnce ?? "");
      if (sent.join("").includes(JSON.stringify(hostile).slice(1, -1))) hostilePages += 1;
    }
  }
  expect([...compared]).toEqual(pages);
  expect(hostilePages).toBeGreaterThanOrEqual(5);
});

test("and so are pages that answer a form", async () => {
  const ada = await site.signUp();
  const refused = await ada.post("/?index", { ...studioFields(hostile), count: "9" });
  expect(refused.status).toBe(400);
  expectSame(read(refused));
  const wrong = await site.nobody.post("/login", { email: hostile, password: "x", next: "/" });
  expect(wrong.status).toBe(400);
  expectSame(read(wrong));
});

test("the page of a file gets of its model only what it says", async () => {
  const ada = await site.signUp();
  const { mediaId } = await makePicture(ada);
  const { atOnce } = await open(ada, `/image/${mediaId}`);
  const data = dataIn(atOnce ?? "").sent.join("");
  expect(data).toContain('"isAi"');
  expect(data).not.toContain('"seedRange"');
});

test("a page whose part has to be loaded first comes whole, by the stream", async () => {
  const first = read(await site.nobody.get("/?choose=model"));
  expect(first.byStream).toContain("</form>");
  expect(first.atOnce ?? first.byStream).toContain("</form>");
});
