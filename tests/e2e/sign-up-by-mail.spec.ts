import { openMailbox } from "../../app/.server/mail/mailbox.ts";
import { balance, expect, hasScripts, newPerson, promptBox, test } from "./fixtures";
import { removeDataDir, startServer, type TestServer } from "./server";

let server: TestServer;

test.beforeAll(async () => {
  server = await startServer({ env: { EMAIL_CONFIRMATION: "on" } });
});

test.afterAll(async () => {
  await server.stop();
  await removeDataDir(server.dataDir);
});

async function mailedLink(email: string): Promise<string> {
  const mails = await openMailbox(server.dataDir).list();
  return mails.find(({ to }) => to === email)?.link ?? "";
}

test("an address is all that signing up takes, and the mailed link leads to a password and into the studio @nojs", async ({
  page,
}) => {
  const { email, password } = newPerson();
  await page.goto(server.origin);
  await page.getByRole("banner").getByRole("link", { name: "Create account" }).click();
  const form = page.locator('form[action^="/signup"]');
  await expect(form.getByLabel("Password")).toHaveCount(0);
  await form.getByLabel("Email").fill(email);
  await form.getByRole("button", { name: "Create account" }).click();
  const place = hasScripts() ? page.getByRole("dialog") : page.getByRole("main");
  await expect(place.getByText(`If ${email} can have an account`)).toBeVisible();
  await expect.poll(() => mailedLink(email)).not.toBe("");

  await page.goto(await mailedLink(email));
  await page.getByRole("main").getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "Choose your password" })).toBeVisible();
  await page.getByRole("main").getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(promptBox(page)).toBeVisible();
  await expect(balance(page, "10,000 credits")).toBeVisible();
});
