import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import {
  balance,
  expect,
  fillSignUp,
  hasScripts,
  makeAccount,
  makeButton,
  newPerson,
  promptBox,
  signIn,
  signOut,
  signUpByForm,
  test,
} from "./fixtures";

interface Mail {
  to: string;
  link: string | null;
}

/** The link of the latest mail to this address, from the mailbox of the embedded backend. */
async function mailedLink(email: string): Promise<string | null> {
  const folder = join(process.env["EASEL_TEST_DATA_DIR"] ?? "", "mail");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(
    names.toSorted().map((name) => readFile(join(folder, name), "utf8")),
  );
  const mails = texts.map((text) => JSON.parse(text) as Mail);
  return mails.findLast(({ to }) => to === email)?.link ?? null;
}

async function askForNewPassword(page: Page, email: string): Promise<void> {
  await page.goto("/forgot-password");
  await page.getByRole("main").getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await expect(page.getByText("This site keeps its emails in a folder")).toBeVisible();
}

test("a person signs out and in again and comes back to the page that was asked for @nojs", async ({
  page,
}) => {
  const person = await makeAccount(page);
  await signOut(page);
  await page.goto("/account/credits");
  await expect(page).toHaveURL(/\/login\?next=/);
  await signIn(page, person);
  await expect(page).toHaveURL(/\/account\/credits$/);
  await expect(page.getByRole("heading", { level: 1, name: "Credits" })).toBeVisible();
});

test("a visitor's long words in another script are there again after signing up @nojs", async ({
  page,
}) => {
  const words = `${"ё".repeat(400)} over a lake`;
  await page.goto("/");
  await promptBox(page).fill(words);
  await makeButton(page).click();
  if (!hasScripts())
    await page.getByRole("main").getByRole("link", { name: "Create an account" }).click();
  await fillSignUp(page, newPerson());
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(words);
});

test("a wrong password and an unknown address get the same answer and keep the address @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 401/);
  const person = await makeAccount(page);
  await signOut(page);
  const said: (string | null)[] = [];
  for (const email of [person.email, newPerson().email]) {
    await page.goto("/login");
    await signIn(page, { email, password: "not-the-password" });
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toBeVisible();
    await expect(page.getByRole("main").getByLabel("Email")).toHaveValue(email);
    said.push(await alert.textContent());
  }
  expect(said[0]).toBe(said[1]);
});

test("a forgotten password is replaced by way of a mail, once @nojs", async ({ page, faults }) => {
  faults.allow(/status of 40[01]/);
  const person = await makeAccount(page);
  await signOut(page);
  await askForNewPassword(page, person.email);
  await expect.poll(() => mailedLink(person.email)).not.toBeNull();
  const link = (await mailedLink(person.email)) ?? "";

  await page.goto(link);
  await page.getByRole("main").getByRole("button").click();
  await expect(page).toHaveURL(/\/reset-password/);
  await page.getByLabel("New password").fill("a-brand-new-lantern");
  await page.getByRole("main").getByRole("button", { name: "Save new password" }).click();
  await expect(page).toHaveURL(/\/account/);
  await expect(page.getByText("Your password is changed")).toBeVisible();

  await signOut(page);
  await page.goto("/login");
  await signIn(page, { email: person.email, password: person.password });
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await signIn(page, { email: person.email, password: "a-brand-new-lantern" });
  await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();

  await signOut(page);
  await page.goto(link);
  await page.getByRole("main").getByRole("button").click();
  await expect(page.getByText("This link doesn't work anymore")).toBeVisible();
});

test("a password is changed on the account's pages by who knows it, and every other browser is out @nojs", async ({
  page,
  browser,
  faults,
}) => {
  faults.allow(/status of 400/);
  const person = await makeAccount(page);
  const elsewhere = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await elsewhere.newPage();
  await page.goto("/account");
  await page.getByRole("link", { name: "Security" }).click();
  await page.getByRole("link", { name: "Choose a new password" }).click();
  // The page before it has a field of the same name.
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  const save = page.getByRole("button", { name: "Save new password" });
  await page.getByLabel("Current password").fill("not-the-password");
  await page.getByLabel("New password").fill("a-brand-new-lantern");
  await save.click();
  await expect(page.getByText("That isn't your current password.")).toBeVisible();
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill("a-brand-new-lantern");
  await save.click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await other.goto("/account");
  await expect(other).toHaveURL(/\/login/);
  await elsewhere.close();
  await page.goto("/account/credits");
  await expect(page.getByRole("heading", { level: 1, name: "Credits" })).toBeVisible();
});

test("asking for a new password says the same for an address without an account", async ({
  page,
}) => {
  await askForNewPassword(page, newPerson().email);
});

test("a common password is refused with the reason, and what was typed stays @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  const person = { ...newPerson(), password: "password123" };
  await page.goto("/signup");
  await fillSignUp(page, person);
  await expect(page.getByText("too common")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(person.email);
});

test("a password too long to be hashed whole is refused with the reason, never cut @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 40[01]/);
  const person = { ...newPerson(), password: `${"é".repeat(40)}AAAA` };
  await page.goto("/signup");
  await fillSignUp(page, person);
  await expect(page.getByText("Use at most 72 characters.")).toBeVisible();

  const fitting = await signUpByForm(page, {
    ...newPerson(),
    password: "Ünder-dem-Ahornbaum ".repeat(3),
  });
  await signOut(page);
  await page.goto("/login");
  await signIn(page, { ...fitting, password: `${fitting.password}${"B".repeat(20)}` });
  await expect(page.getByText("passwords have at most 72 characters")).toBeVisible();
  await signIn(page, { ...fitting, password: fitting.password.normalize("NFD") });
  await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();
});

test("one's own address is refused as a password with the reason @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  const person = newPerson();
  await page.goto("/signup");
  await fillSignUp(page, { ...person, password: person.email });
  await expect(page.getByText("too close to your name, your email")).toBeVisible();
});

test("a session ends on every page, and hears of nothing, once it is signed out elsewhere", async ({
  page,
  context,
  faults,
}) => {
  faults.allow(/status of 401/);
  await makeAccount(page);
  const cookies = await context.cookies();
  await signOut(page);
  await context.addCookies(cookies);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/login/);
  expect(await page.evaluate(async () => (await fetch("/events")).status)).toBe(401);
});
