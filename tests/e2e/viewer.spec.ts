import { randomUUID } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { openDatabase } from "./database";
import { expect, expectAccessible, makeAccount, makePicture, test, untilAwake } from "./fixtures";
import { sharedServer } from "./server";

const server = sharedServer;

/** Makes a picture a video of five seconds, as if a model had made it. */
async function turnIntoVideo(prompt: string, email: string): Promise<void> {
  const path = `temporary/${randomUUID()}/${randomUUID()}.mp4`;
  const file = join(server.dataDir, "media", path);
  await mkdir(dirname(file), { recursive: true });
  await copyFile("tests/emulators/files/video.mp4", file);
  const sql = await openDatabase(server);
  await sql`
    with asked as (
      update generations g set kind = 'video' from auth.users u
      where u.id = g.user_id and u.email = ${email} and g.prompt = ${prompt} returning g.id
    ), gone as (
      delete from media m using asked a where m.generation_id = a.id returning m.*
    )
    insert into media (id, kind, user_id, generation_id, position, width, height, duration_seconds, content_type,
      size_bytes, sha256, thumbhash, store, path, thumb_path, created_at, expires_at)
    select id, 'video', user_id, generation_id, position, 640, 360, 5, 'video/mp4', size_bytes, sha256, thumbhash,
      store, ${path}, ${path + ".webp"}, created_at, expires_at
    from gone`;
  await sql.end();
}

/** A finger goes across the middle of the window. */
async function swipe(page: Page, byPixels: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const y = 300;
  const touch = async (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    await session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: x === undefined ? [] : [{ x, y }],
    });
  await touch("touchStart", 200);
  for (const share of [0.25, 0.5, 0.75, 1]) await touch("touchMove", 200 + byPixels * share);
  await touch("touchEnd");
  await session.detach();
}

test("full screen, a finger swipes from one to the next, and a slideshow plays pictures and a video", async ({
  browser,
}) => {
  const viewport = { width: 390, height: 700 };
  const { origin: baseURL } = server;
  const page = await browser.newPage({ baseURL, hasTouch: true, isMobile: true, viewport });
  const { email } = await makeAccount(page);
  for (const prompt of ["a green hill", "a red barn", "a blue lake"])
    await makePicture(page, prompt);
  await turnIntoVideo("a red barn", email);
  const shown = (name: string) =>
    page.getByRole("main").getByLabel(name).or(page.getByAltText(name));
  await page.clock.install();
  await page.goto("/gallery");
  await page.getByRole("link", { name: "a blue lake" }).click();
  await page.getByRole("link", { name: "Full screen" }).click();
  await untilAwake(page);
  await expect(page).toHaveURL(/\/full\?view=recent$/);

  await swipe(page, -30);
  await swipe(page, -150);
  const video = page.locator("video");
  await expect(video).toHaveAttribute("aria-label", "a red barn");
  await expect(video).not.toHaveAttribute("autoplay");
  await expectAccessible(page);
  await swipe(page, 150);
  await expect(shown("a blue lake")).toBeVisible();

  await page.getByRole("button", { name: "Slideshow" }).click();
  await page.clock.fastForward(5000);
  await expect(video).toHaveAttribute("autoplay");
  // It waits for the video's own end.
  await page.clock.fastForward(20_000);
  await expect(video).toBeVisible();
  await video.dispatchEvent("ended");
  await expect(shown("a green hill")).toBeVisible();
  await page.clock.fastForward(5000);
  await expect(page.getByRole("button", { name: "Stop slideshow" })).toBeHidden();
  await page.close();
});
