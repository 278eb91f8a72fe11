import type { Page } from "@playwright/test";
import type postgres from "postgres";
import { emulatedSettings } from "../emulators/every-emulator";
import { openDatabase } from "./database";
import { testWith, type Site } from "./emulated-site";
import { expect, makeButton, promptBox, signUp } from "./fixtures";

const test = testWith(emulatedSettings);

let sql: postgres.Sql;

test.beforeAll(async ({ site }) => {
  sql = await openDatabase(site.server);
});

test.afterAll(async () => {
  await sql.end();
});

/** Signs up and asks for a picture that its provider never gets to. */
async function startEndless(page: Page, { emulator }: Site, prompt: string): Promise<void> {
  emulator.fal.behave({ queuedPolls: 1_000_000 });
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  await expect(page.getByText("Being made").first()).toBeVisible();
}

test("the gallery lists what is being made only where the search asks for it @nojs", async ({
  page,
  site,
}) => {
  await signUp(page);
  await startEndless(page, site, "a paper boat");
  await page.goto("/gallery?q=boat");
  await expect(page.getByRole("link", { name: "a paper boat" })).toBeVisible();
  await page.goto("/gallery?q=zebra");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(page.getByRole("link", { name: "a paper boat" })).toBeVisible();
  await page.goto("/gallery?view=saved");
  await expect(page.getByRole("heading", { name: "Nothing saved yet" })).toBeVisible();
});
