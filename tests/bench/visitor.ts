import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { signedInAs } from "../signed-in-as.ts";

export interface BenchPerson {
  /** The value of a Cookie header. */
  cookie: string;
  generationPath: string;
  picturePath: string;
}

/** Makes an account and one picture, the way a browser without scripts does. */
export async function makePerson(origin: string): Promise<BenchPerson> {
  const cookie = await signUp(origin);
  const generationPath = await sendWish(origin, cookie, await readWish(origin, cookie));
  const picturePath = await findPicture(origin + generationPath, cookie);
  return { cookie, generationPath, picturePath };
}

/**
 * Makes an account with so many pictures, four from each request. Needs credits for them. Returns the value of its
 * Cookie header.
 */
export async function makeCollector(origin: string, pictures: number): Promise<string> {
  const cookie = await signUp(origin);
  for (let made = 0; made < pictures; made += 4) {
    const prompt = prompts[(made / 4) % prompts.length]!;
    const wish = { ...(await readWish(origin, cookie)), prompt, count: "4" };
    await findPicture(origin + (await sendWish(origin, cookie, wish)), cookie);
  }
  return cookie;
}

/** Of words that the painter knows: what it skips has to be agreed to. */
const prompts = [
  "A lighthouse at sunset by a calm sea, pink clouds",
  "Snowy mountains under a full moon, pine trees in front",
  "Green hills on a misty morning, a small house",
  "A beach with palm trees at noon, turquoise water",
  "A quiet lake at dawn, mountains behind it, a boat",
  "A golden desert at dusk with birds in the sky",
];

/**
 * Makes an account, from an address of its own where the server believes the last proxy. Returns the value of its
 * Cookie header.
 */
export async function signUp(origin: string, address = "127.0.0.1"): Promise<string> {
  const email = `bench-${randomBytes(6).toString("hex")}@example.org`;
  const account = {
    name: "Bench",
    email,
    password: `bench-${randomBytes(9).toString("hex")}`,
    next: "/",
  };
  const signedUp = await send(`${origin}/signup`, account, "", { "x-forwarded-for": address });
  return signedUp.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

/** The studio's form as it comes, with a prompt typed into it. */
export async function readWish(origin: string, cookie: string): Promise<Record<string, string>> {
  const studio = await (await fetch(origin, { headers: { cookie } })).text();
  const field = (name: string): string =>
    new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(studio)?.[1] ?? "";
  return {
    idempotencyKey: field("idempotencyKey"),
    model: field("model"),
    prompt: "a calm sea at sunset",
    shape: "1:1",
    count: "1",
  };
}

/** Submits the form. Returns the path of the generation's page. */
export async function sendWish(
  origin: string,
  cookie: string,
  wish: Record<string, string>,
): Promise<string> {
  const started = await send(`${origin}/?index`, wish, cookie);
  return new URL(started.headers.get("location") ?? "", origin).pathname;
}

/** The path of the picture on a generation's page; null while there is none. */
export async function readPicturePath(url: string, cookie: string): Promise<string | null> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  return /href="(\/image\/[^"]+)"/.exec(html)?.[1] ?? null;
}

async function send(
  url: string,
  fields: Record<string, string>,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ ...signedInAs(cookie), ...fields }),
    headers: { ...headers, cookie, origin: new URL(url).origin },
    redirect: "manual",
  });
  if (response.status !== 302) throw new Error(`${url} answers ${response.status}`);
  return response;
}

async function findPicture(url: string, cookie: string): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const path = await readPicturePath(url, cookie);
    if (path) return path;
    await wait(100);
  }
  throw new Error("The picture did not arrive");
}
