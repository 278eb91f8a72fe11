import { expect, expectAccessible, test } from "./fixtures";
import { adminPassword } from "./server";

test("an admin signs in, is told what is wrong with a setting, saves it and undoes it, and axe finds nothing", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await page.goto("/admin/audit");
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Grace Hopper");
  await page.getByLabel("Admin password").fill(adminPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  await page.goto("/admin-control");
  const row = page.locator("#max_attempts");
  await row.locator("summary").click();
  await row.getByLabel("Attempts").fill("0");
  await row.getByLabel("Why").fill("Less patience");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText("Enter a whole number from 1 to 20.")).toBeVisible();
  await expect(row.getByLabel("Why")).toHaveValue("Less patience");
  await expectAccessible(page);
  await row.getByLabel("Attempts").fill("4");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const line = page.getByRole("listitem").filter({ hasText: "Less patience" }).first();
  await line.getByText("Undo").first().click();
  await line.getByLabel("Why").fill("Patience again");
  await line.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone", { exact: true })).toBeVisible();
  await page.goto("/admin-control/models/painter");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 320, height: 800 });
  await expectAccessible(page);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBeLessThanOrEqual(0);
});
