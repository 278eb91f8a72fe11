import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { emulatedBlobProject, emulatedBlobToken } from "../emulators/vercel-blob";
import { type Site, testWith } from "./emulated-site";
import { expect, makeAccount, makePicture, openPicture } from "./fixtures";
import { freePort, removeDataDir, startServer } from "./server";

/** Files go to an emulated Blob store. */
const test = testWith({ BLOB_READ_WRITE_TOKEN: emulatedBlobToken });
/** One server for all of them. */
test.describe.configure({ mode: "default" });

/** Where the store was told to put files of a picture. */
function putPaths({ emulator }: Site, mediaId: string): string[] {
  return emulator.received
    .filter(({ method }) => method === "PUT")
    .map(({ query }) => query.get("pathname") ?? "")
    .filter((path) => path.includes(mediaId));
}

/** What lies in the store's place on this disk. */
async function onDisk({ server }: Site): Promise<string[]> {
  return await readdir(join(server.dataDir, "media"), { recursive: true }).catch(() => []);
}

test("a picture in a Blob store is shown, read in parts, saved for good and found again @nojs", async ({
  page,
  site,
}) => {
  await makeAccount(page);
  await makePicture(page, "a small lighthouse");
  await page.goto("/gallery");
  await openPicture(page, "a small lighthouse");
  const mediaId = new URL(page.url()).pathname.split("/").pop() ?? "";
  const made = putPaths(site, mediaId);
  expect(made).not.toHaveLength(0);
  for (const path of made) expect(path).toMatch(/^temporary\//);

  const address = `/media/${mediaId}/original`;
  const whole = await (await page.request.get(address)).body();
  const expectParts = async () => {
    const ask = (range: string) => page.request.get(address, { headers: { range } });
    const start = await ask("bytes=0-99");
    expect(start.status()).toBe(206);
    expect(start.headers()["content-range"]).toBe(`bytes 0-99/${whole.length}`);
    expect(await start.body()).toEqual(whole.subarray(0, 100));
    expect(await (await ask("bytes=-10")).body()).toEqual(whole.subarray(-10));
    expect((await ask(`bytes=${whole.length}-`)).status()).toBe(416);
  };
  await expectParts();

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  expect(putPaths(site, mediaId)).toContainEqual(expect.stringMatching(/^permanent\//));
  await page.reload();
  const picture = page.getByRole("main").getByRole("img", { name: "a small lighthouse" });
  await expect(picture).toHaveJSProperty("complete", true);
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1024);
  await expectParts();

  await page.goto("/gallery");
  await expect(page.getByRole("main").getByRole("img")).toHaveCount(0);
  await page.getByRole("link", { name: "Saved", exact: true }).click();
  await expect(page).toHaveURL(/[?&]view=saved/);
  const tile = page.getByRole("main").getByRole("img", { name: "a small lighthouse" });
  await expect(tile).toHaveJSProperty("complete", true);
  expect(await tile.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  expect(await onDisk(site)).toEqual([]);
});

test("`pnpm dev:providers` puts its files into the emulated Blob store", async ({ browser }) => {
  const port = await freePort();
  const env = { EMULATOR_PORT: String(port) };
  const server = await startServer({ program: "tests/emulators/start.ts", env });
  const page = await browser.newPage({ baseURL: server.origin, javaScriptEnabled: false });
  try {
    await makeAccount(page);
    await makePicture(page, "a house by the river");
    const answer = await page.request.get(`http://127.0.0.1:${port}/__received`);
    const received = (await answer.json()) as { method: string; path: string }[];
    const puts = received.filter(({ method }) => method === "PUT").map(({ path }) => path);
    expect(puts).toContainEqual(expect.stringMatching(/^\/vercel\.com\/api\/blob/));
  } finally {
    await page.close();
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

test("a store of a project opens with its id and the project's token, and the log says when that ends", async ({
  browser,
  site: { emulator },
}) => {
  const env = { ...emulatedBlobProject, NODE_ENV: "test", PROVIDER_EMULATOR: emulator.origin };
  const server = await startServer({ env });
  const page = await browser.newPage({ baseURL: server.origin, javaScriptEnabled: false });
  try {
    const ready = await page.request.get("/readyz");
    expect(await ready.json()).toMatchObject({ checks: { store: true } });
    await makeAccount(page);
    await makePicture(page, "a lake at dawn");
    const puts = emulator.received.filter(({ method }) => method === "PUT");
    expect(puts.map(({ headers }) => headers.authorization)).toContain(
      `Bearer ${emulatedBlobProject.VERCEL_OIDC_TOKEN}`,
    );
    expect(server.output()).toContain("VERCEL_OIDC_TOKEN opens the Blob store until 2099-01-01");
    expect(server.output()).not.toContain(emulatedBlobProject.VERCEL_OIDC_TOKEN);
  } finally {
    await page.close();
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});
