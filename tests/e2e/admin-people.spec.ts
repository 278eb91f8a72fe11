import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { adminPassword } from "./server";
import {
  balance,
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  newPerson,
  test,
} from "./fixtures";

async function enterAdmin(page: Page): Promise<void> {
  await page.goto("/admin-control?next=/admin/users");
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Admin password").fill(adminPassword);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
}

test("an admin finds a person, gives credits and a message, and makes a code that the person redeems @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of (400|409)/);
  const person = { ...newPerson(), name: '<img src=x onerror="document.title=1"> Ada' };
  await makeAccount(page, person);
  await enterAdmin(page);
  await page.getByLabel("Email, name or ID").fill(person.email);
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: person.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();

  const give = page.locator("#adjust");
  await give.getByLabel("Credits").fill("1.5 million");
  await give.getByLabel("Why").fill("A prize");
  await give.getByRole("button").click();
  await expect(
    page.getByText("Enter a whole number of credits from 1 to 1,000,000."),
  ).toBeVisible();
  await expect(give.getByLabel("Credits")).toHaveValue("1.5 million");
  await give.getByLabel("Credits").fill("150,000");
  await give.getByRole("button").click();
  await expect(page.getByText("This moves 150,000 credits in all.")).toBeVisible();
  await give.getByLabel("Yes, I mean 150,000 credits").check();
  await give.getByRole("button").click();
  await expect(page.getByText("The credits are changed.")).toBeVisible();
  const suspend = page.locator("#suspend");
  await suspend.getByLabel("Message to the person").fill("Please write to us.");
  await suspend.getByLabel("Why").fill("A question");
  await suspend.getByRole("button").click();
  await expect(page.getByText("The account is suspended.")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  await page.goto("/account");
  await expect(page.getByText("Please write to us.")).toBeVisible();
  await page.goBack();
  await page.locator("#lift").getByLabel("Why").fill("Answered");
  await page.getByRole("button", { name: "Lift the suspension" }).click();
  await expect(page.getByText("The suspension is lifted.")).toBeVisible();

  await page.goto("/admin/codes");
  const make = page.locator("#make");
  for (const [label, value] of [
    ...[["Name of the batch", "Fair"] as const, ["Credits for each code", "750"] as const],
    ...[["How many codes", "2"] as const, ["Why", "A fair"] as const],
  ])
    await make.getByLabel(label).fill(value);
  await make.getByRole("button", { name: "Make codes" }).click();
  await expect(page.getByText("The codes are made.")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV of Fair" }).first().click();
  const file = await readFile(await (await downloading).path(), "utf8");
  const [, code = ""] = /"((?:[0-9A-Z]{5}-?){4})",750,0,1,/.exec(file) ?? [];

  await page.goto("/account/credits");
  await page.getByLabel("Gift code").fill("not a code");
  await page.getByRole("button", { name: "Add credits" }).click();
  await expect(page.getByText("A code has 20 letters and numbers")).toBeVisible();
  await expect(page.getByLabel("Gift code")).toHaveValue("not a code");
  await page.getByLabel("Gift code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Add credits" }).click();
  await expect(page.getByText("750 credits added")).toBeVisible();
  await expect(balance(page, "160,750 credits")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  await page.getByLabel("Gift code").fill(code);
  await page.getByRole("button", { name: "Add credits" }).click();
  await expect(page.getByText("You've used this code before.")).toBeVisible();
});
