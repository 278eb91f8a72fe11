import type { Page } from "@playwright/test";
import {
  balance,
  expect,
  fillSignUp,
  hasScripts,
  makeButton,
  newPerson,
  promptBox,
  signIn,
  signOut,
  signUp,
  signUpByForm,
  test,
  untilAwake,
} from "./fixtures";

const offline = "You seem to be offline. Your words are still here.";
const noNetwork = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|502|404|route module/;

/** True until the page is loaded anew. */
async function mark(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => document.documentElement.setAttribute("data-marked", "yes"));
  return async () => (await page.locator("html").getAttribute("data-marked")) === "yes";
}

async function charges(page: Page): Promise<void> {
  await page.goto("/account/credits");
  await expect(balance(page, "9,500 credits")).toBeVisible();
}

test("offline the page stays with its words and credits, and pressing again charges once", async ({
  page,
  context,
  faults,
}) => {
  faults.allow(noNetwork);
  await signUp(page);
  await promptBox(page).fill("a lake at sunset");
  const isSame = await mark(page);
  await context.setOffline(true);
  await makeButton(page).click();
  await expect(page.getByRole("alert")).toHaveText(offline);
  await expect(promptBox(page)).toHaveValue("a lake at sunset");
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();
  await page.getByRole("link", { name: "10,000 credits" }).click();
  await expect(promptBox(page)).toHaveValue("a lake at sunset");
  await expect(page).toHaveURL(/\/$/);
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await makeButton(page).click();
  const picture = page.getByRole("main").getByRole("img", { name: "a lake at sunset" });
  await expect(picture.first()).toBeVisible();
  expect(await isSame()).toBe(true);
  await charges(page);
});

test("a form whose answer was lost on its way charges once when it is sent again, also after loading the page anew", async ({
  page,
  faults,
}) => {
  faults.allow(noNetwork);
  await signUp(page);
  await promptBox(page).fill("a lake at night");
  let lost = 0;
  await page.route("**/*.data*", async (route) => {
    if (route.request().method() !== "POST" || lost === 3) return await route.fallback();
    lost += 1;
    const response = await route.fetch();
    const half = (await response.text()).slice(0, 20);
    if (lost === 1) await route.abort();
    else if (lost === 2) await route.fulfill({ response, body: half });
    else await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway" });
  });
  await makeButton(page).click();
  await expect(page.getByRole("alert")).toHaveText(offline);
  await makeButton(page).click();
  await expect.poll(() => lost).toBe(2);
  await expect(makeButton(page)).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveText(offline);
  await makeButton(page).click();
  await expect(page.getByRole("alert")).toContainText("Easel can't be reached right now.");
  await expect(page.getByText("logged")).toHaveCount(0);
  await page.reload();
  await expect(promptBox(page)).toHaveValue("a lake at night");
  await makeButton(page).click();
  const picture = page.getByRole("main").getByRole("img", { name: "a lake at night" });
  await expect(picture.first()).toBeVisible();
  await charges(page);
});

test("offline the sign-in dialog keeps its words and says why", async ({
  page,
  context,
  faults,
}) => {
  faults.allow(noNetwork);
  await page.goto("/");
  await promptBox(page).fill("a visitor's idea");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").or(dialog.getByLabel("E-mail")).fill("ada@example.org");
  await dialog.getByLabel("Password", { exact: true }).fill("a lantern");
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(offline)).toBeVisible();
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveValue("a lantern");
  await expect(dialog.getByLabel("Email").or(dialog.getByLabel("E-mail"))).toHaveValue(
    "ada@example.org",
  );
});

test("where the dialog's file is gone its page is opened, and the words are there again", async ({
  page,
  faults,
}) => {
  faults.allow(noNetwork);
  await page.route("**/assets/sign-in-dialog*", (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  await promptBox(page).fill("a visitor's idea");
  await page.getByRole("banner").getByRole("link", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/signup/);
  await fillSignUp(page, newPerson());
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await expect(promptBox(page)).toHaveValue("a visitor's idea");
});

test("a page whose file is gone is loaded by the browser, and the words are there on the way back", async ({
  page,
  faults,
}) => {
  faults.allow(noNetwork);
  await signUp(page);
  await page.route("**/assets/gallery*", (route) => route.fulfill({ status: 404 }));
  await promptBox(page).fill("a lake with a boat");
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gallery");
  await page.goBack();
  await expect(promptBox(page)).toHaveValue("a lake with a boat");
});

test("half a prompt survives going away and back, loading anew and another tab of the studio", async ({
  page,
}) => {
  await signUp(page);
  await promptBox(page).fill("a lake with a boat");
  await page.getByRole("radio", { name: "3", exact: true }).check();
  await page.reload();
  await expect(promptBox(page)).toHaveValue("a lake with a boat");
  await expect(page.getByRole("radio", { name: "3", exact: true })).toBeChecked();
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect(page).toHaveURL(/\/gallery$/);
  await page.goBack();
  await expect(promptBox(page)).toHaveValue("a lake with a boat");
  await page.getByRole("button", { name: "Dark" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(promptBox(page)).toHaveValue("a lake with a boat");
  await page.getByRole("radio", { name: "1", exact: true }).check();
  await makeButton(page).click();
  const picture = page.getByRole("main").getByRole("img", { name: "a lake with a boat" });
  await expect(picture.first()).toBeVisible();
  await page.reload();
  await expect(promptBox(page)).toHaveValue("");
});

test("what was typed before the page woke up is kept too", async ({ page }) => {
  const { promise: typed, resolve: wake } = Promise.withResolvers<void>();
  await page.route("**/assets/*.js", async (route) => {
    await typed;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await promptBox(page).fill("a visitor's idea");
  wake();
  await untilAwake(page);
  await page.unroute("**/assets/*.js");
  await page.goto("/privacy");
  await page.goto("/");
  await expect(promptBox(page)).toHaveValue("a visitor's idea");
});

test("what one account typed is not there for the next", async ({ page }) => {
  const zoe = await signUpByForm(page);
  await signOut(page);
  await signUpByForm(page);
  await promptBox(page).fill("Ada's secret");
  await page.context().clearCookies();
  await page.goto("/");
  await expect(promptBox(page)).toHaveValue("");
  await page.goto("/login");
  await signIn(page, zoe);
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await expect(promptBox(page)).toHaveValue("");
});

test("the other look keeps half a prompt, its settings and the page @nojs", async ({ page }) => {
  await page.goto("/");
  await promptBox(page).fill("a lake with a boat");
  await page.getByRole("radio", { name: "3", exact: true }).check();
  await page.getByRole("contentinfo").getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(promptBox(page)).toHaveValue("a lake with a boat");
  await expect(page.getByRole("radio", { name: "3", exact: true })).toBeChecked();
  expect(page.url()).not.toContain("lake");
  if (hasScripts()) await expect(page).toHaveURL(/\/$/);
});

test("a refusal for an older text leaves what is typed since, and the focus", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await signUp(page);
  const answered = Promise.withResolvers<void>();
  await page.route("**/*.data*", async (route) => {
    if (route.request().method() === "POST") await answered.promise;
    await route.continue();
  });
  await promptBox(page).fill("x".repeat(2001));
  await makeButton(page).click();
  await promptBox(page).fill("a newer idea");
  answered.resolve();
  await expect(page.getByText("Keep this under 2,000 characters")).toBeVisible();
  await expect(promptBox(page)).toHaveValue("a newer idea");
  await expect(promptBox(page)).toBeFocused();
});

test("what is selected in words that came back stays selected when the page is drawn anew", async ({
  page,
}) => {
  await signUp(page);
  await promptBox(page).fill("a lake at sunset");
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect(page.getByRole("heading", { name: "Gallery" })).toBeVisible();
  await page.getByRole("link", { name: "Pictures" }).first().click();
  await expect(promptBox(page)).toHaveValue("a lake at sunset");
  const box = promptBox(page);
  await box.evaluate((text: HTMLTextAreaElement) => text.setSelectionRange(2, 6));
  let release = (): void => {};
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  await page.route(/gallery\.data/, async (route) => {
    await isReleased;
    await route.fallback();
  });
  // The page is drawn anew while the next one is on its way.
  const asked = page.waitForRequest(/gallery\.data/);
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await asked;
  const selected = await box.evaluate((text: HTMLTextAreaElement) => [
    text.selectionStart,
    text.selectionEnd,
  ]);
  expect(selected).toEqual([2, 6]);
  release();
});

test("a form that was left before its answer came and is sent with other words says so, and its button then sends it", async ({
  page,
  faults,
}) => {
  faults.allow(/409/);
  await signUp(page);
  let release = (): void => {};
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  const arrived = new Promise<void>((resolve) => {
    void page.route("/**", async (route) => {
      if (route.request().method() !== "POST") return await route.fallback();
      const answer = await route.fetch();
      resolve();
      await isReleased;
      await route.fulfill({ response: answer }).catch(() => {});
    });
  });
  await promptBox(page).fill("a lake at sunset");
  await makeButton(page).click();
  await arrived;
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect(page.getByRole("heading", { name: "Gallery" })).toBeVisible();
  release();
  await page.unroute("/**");
  await page.getByRole("link", { name: "Pictures" }).first().click();
  await promptBox(page).fill("a quiet harbour");
  await makeButton(page).click();
  await expect(page.getByText("You already sent this form with different text")).toBeVisible();
  await expect(promptBox(page)).toHaveValue("a quiet harbour");
  await makeButton(page).click();
  await expect(
    page.getByRole("main").getByRole("img", { name: "a quiet harbour" }).first(),
  ).toBeVisible();
});
