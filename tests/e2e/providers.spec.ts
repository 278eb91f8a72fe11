import type { Page } from "@playwright/test";
import { emulatedTest } from "./emulated-site";
import { balance, expect, makeAccount, promptBox, untilShown } from "./fixtures";

/** Every provider is emulated. */
const test = emulatedTest;
/** One server for all of them. */
test.describe.configure({ mode: "default" });

/** Presses the button that makes something, and waits for the page that shows it. */
async function press(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: words }).click();
}

test("a key brings its models, and a picture, an edit and a video come out of them @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("a paper boat in the rain");
  await press(page, "Make 1 picture · 500 credits");
  const picture = page.getByRole("main").getByRole("img", { name: "a paper boat in the rain" });
  await untilShown(picture.first());
  await picture.first().click();
  await expect(page).toHaveURL(/\/image\//);
  await page.getByText("Receipt").first().click();
  await expect(page.getByText("fal.ai").first()).toBeVisible();

  await page.getByRole("link", { name: "Edit this" }).click();
  await expect(page).toHaveURL(/\/edit\?/);
  await page.getByRole("textbox").first().fill("make the boat red");
  await press(page, "Edit this picture · 1,000 credits");
  const edited = page.getByRole("main").getByRole("img", { name: "make the boat red" });
  await untilShown(edited.first());

  await page.goto("/video");
  await page.getByRole("textbox").first().fill("a boat drifting away");
  await page.getByRole("button", { name: /^Make 1 video · / }).click();
  const video = page.getByRole("main").getByRole("img", { name: "a boat drifting away" });
  await untilShown(video.first());
  await video.first().click();
  await expect(page).toHaveURL(/\/video\//);
  const player = page.locator("video");
  await expect(player).toBeVisible();
  const playedSeconds = async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
    return video.currentTime;
  };
  await expect.poll(() => player.evaluate(playedSeconds)).toBeGreaterThan(0);
});

test("the studio opens on an AI model, and later on the one that was used last @nojs", async ({
  page,
}) => {
  const chosen = page.locator('input[type="hidden"][name="model"]');
  await page.goto("/");
  await expect(chosen).toHaveValue("flux-schnell");
  await makeAccount(page);
  await page.goto("/?model=painter");
  await promptBox(page).fill("a red house in the snow");
  await press(page, "Make 1 picture · 500 credits");
  const picture = page.getByRole("main").getByRole("img", { name: "a red house in the snow" });
  await untilShown(picture.first());
  await page.goto("/");
  await expect(chosen).toHaveValue("painter");
  await page.goto("/?model=qwen-image-2512");
  await expect(chosen).toHaveValue("qwen-image-2512");
});

test("a provider that refuses our key costs nothing, and the words stay @nojs", async ({
  page,
  site: { emulator, server },
}) => {
  await makeAccount(page);
  for (const path of [
    "/queue.fal.run/",
    "/api.wavespeed.ai/",
    "/router.huggingface.co/",
    "/gradio_api/queue/join",
  ])
    emulator.order({ method: "POST", path, times: 100, what: "refuse" });
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("a key that fits no lock");
  await press(page, "Make 1 picture · 500 credits");
  await untilShown(page.getByText("We refunded your 500 credits").first());
  await expect(balance(page, "10,000 credits")).toBeVisible();
  expect(server.output()).not.toContain("emulated-key-secret");
});

test("when one provider is down, the next one makes the picture for one charge", async ({
  page,
  site: { emulator },
}) => {
  await makeAccount(page);
  emulator.order({
    method: "POST",
    path: "/queue.fal.run/",
    times: 100,
    what: "answer",
    answer: { status: 403, json: { detail: "User is locked. Reason: Exhausted balance." } },
  });
  await page.goto("/?model=flux-dev");
  await promptBox(page).fill("a bridge in the fog");
  await press(page, "Make 1 picture · 500 credits");
  await expect(
    page.getByRole("main").getByRole("img", { name: "a bridge in the fog" }).first(),
  ).toBeVisible();
  await page.reload();
  await expect(balance(page, "9,500 credits")).toBeVisible();
  expect(emulator.count("POST", "/api.wavespeed.ai/")).toBe(1);
});

test("a prompt that is too long for the chosen model stays whole, costs nothing, and is said to be too long before and after @nojs", async ({
  page,
  site: { emulator },
  faults,
}) => {
  faults.allow(/status of 400/);
  await makeAccount(page);
  await page.goto("/?model=flux-dev");
  const words = `${"a long street with many lamps, ".repeat(30)}to the end`;
  await promptBox(page).fill(words);
  await expect(page.getByText("Up to 800 characters")).toHaveCount(0);
  await page.getByText("Change", { exact: true }).click();
  await page.getByRole("button", { name: /^Qwen Image 2\s*Crowded scenes with/ }).click();
  await expect(promptBox(page)).toHaveValue(words);
  await expect(page.getByText("Yours has 140 too many.")).toBeVisible();
  await press(page, "Make 1 picture · 500 credits");
  await expect(page.getByText("This model takes up to 800 characters.")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(words);
  await expect(balance(page, "10,000 credits")).toBeVisible();
  expect(emulator.count("POST", "qwen-image-2.0")).toBe(0);
});

test("says while one types when a prompt becomes too long for the model", async ({ page }) => {
  await page.goto("/?model=qwen-image-2");
  await promptBox(page).fill("x".repeat(800));
  await expect(page.getByText("Up to 800 characters for Qwen Image 2.")).toHaveText(/2\.$/);
  await promptBox(page).press("End");
  await promptBox(page).pressSequentially("yz");
  await expect(page.getByText("Yours has 2 too many.")).toBeVisible();
  await promptBox(page).fill("short again");
  await expect(page.getByText("too many")).toHaveCount(0);
});
