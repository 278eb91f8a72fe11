import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import {
  test as base,
  expect,
  type APIRequestContext,
  type BrowserContext,
  type Locator,
  type Page,
  type Response,
} from "@playwright/test";
import { classConflicts, unknownClasses } from "../class-checks";
import { signedInAs } from "../signed-in-as";

export { expect } from "@playwright/test";

interface Faults {
  /** From now on, faults with these words are expected in this test. */
  allow(words: RegExp): void;
}

/**
 * Each test is a visitor of its own: a fresh browser context, an address of its own, and no fault on any page
 * unnoticed.
 */
export const test = base.extend<{ faults: Faults }>({
  context: async ({ context }, provide) => {
    await context.setExtraHTTPHeaders({ "x-forwarded-for": someAddress() });
    await provide(context);
  },
  faults: [
    async ({ context }, provide) => {
      const allowed = [tooBusy];
      const seen = watch(context);
      await provide({ allow: (words) => void allowed.push(words) });
      expect(seen.filter((fault) => !allowed.some((words) => words.test(fault)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** A form that costs the server much is sent again by whoever sends it here: see `isTooBusy`. */
const tooBusy = /\b503 .*\/(signup|login)(\.data)?\b/;

/** Everything a page complains of: errors, warnings, broken rules of the content security policy, failed answers. */
function watch(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      seen.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (fault) => seen.push(`exception: ${fault.error().message}`));
  context.on("response", (response) => {
    if (response.status() >= 500) seen.push(`answer: ${response.status()} ${response.url()}`);
  });
  return seen;
}

export function hasScripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/**
 * Waits until the page's scripts have taken over. A key that is pressed earlier is nobody's: browsers keep none for
 * later.
 */
export async function untilAwake(page: Page): Promise<void> {
  await expect(page.locator("html[data-awake]")).toBeAttached();
}

/** Presses a key that the page's own scripts listen for. */
export async function pressKey(page: Page, key: string): Promise<void> {
  await untilAwake(page);
  await page.keyboard.press(key);
}

function someAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

export interface Person {
  name: string;
  email: string;
  password: string;
}

export function newPerson(): Person {
  const mark = randomBytes(5).toString("hex");
  return { name: "Ada", email: `ada-${mark}@example.org`, password: `lantern-${mark}` };
}

/**
 * Makes an account and signs this visitor in, by one request of the form's own kind: no page is opened. A server that
 * is too busy is asked again. The names that only the browser knows (`*.test`) are not found this way.
 */
export async function makeAccount(
  { request }: Pick<Page, "request">,
  person: Person = newPerson(),
): Promise<Person> {
  let wasBusy = false;
  for (let path = "/signup"; ;) {
    const form = { ...(await accountOf(request)), ...person, next: "/" };
    const headers = { "sec-fetch-site": "same-origin", "x-forwarded-for": someAddress() };
    const answer = await request.post(path, { form, headers, maxRedirects: 0 });
    if (answer.status() === 302) return person;
    // What was given up half-way may have made the account all the same.
    if (wasBusy && answer.status() === 409) path = "/login";
    else expect(answer.status(), await answer.text()).toBe(503);
    wasBusy = true;
  }
}

/** Makes an account and ends in the studio. */
export async function signUp(page: Page, person: Person = newPerson()): Promise<Person> {
  await makeAccount(page, person);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();
  return person;
}

/** Makes an account on the page for it and ends in the studio. */
export async function signUpByForm(page: Page, person: Person = newPerson()): Promise<Person> {
  await page.goto("/signup");
  await fillSignUp(page, person);
  await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();
  return person;
}

/**
 * Fills in and sends the sign-up form, on its page or in the dialog. To a server that is too busy it is sent again,
 * with another address: what was given up half-way may have made the account.
 */
export async function fillSignUp(page: Page, person: Person): Promise<void> {
  const form = page.locator('form[action^="/signup"]');
  const fill = async () => {
    await form.getByLabel("Name").fill(person.name);
    await form.getByLabel("Email").fill(person.email);
    await form.getByLabel("Password").fill(person.password);
  };
  await fill();
  while (await isTooBusy(form.getByRole("button", { name: "Create account" }))) {
    person.email = newPerson().email;
    await fill();
  }
}

/** Presses the button of a form. Whether its server was too busy to take it, and the form is there again. */
async function isTooBusy(button: Locator): Promise<boolean> {
  const page = button.page();
  const isPost = (response: Response) => response.request().method() === "POST";
  const [answer] = await Promise.all([page.waitForResponse(isPost), button.click()]);
  if (answer.status() !== 503) return false;
  await expect(page.getByText("Easel isn't available right now")).toBeVisible();
  return true;
}

export async function signIn(
  page: Page,
  person: Pick<Person, "email" | "password">,
): Promise<void> {
  const form = page.locator('form[action^="/login"]');
  do {
    await form.getByLabel("Email").fill(person.email);
    await form.getByLabel("Password").fill(person.password);
  } while (await isTooBusy(form.getByRole("button", { name: "Sign in" })));
}

export async function signOut(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
}

/** What names the account in the forms of this visitor. */
export async function accountOf(request: APIRequestContext): Promise<{ account: string }> {
  const { cookies } = await request.storageState();
  return signedInAs(cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
}

export function promptBox(page: Page) {
  return page.getByLabel("Describe what you want to see");
}

export function makeButton(page: Page, words = "Make 1 picture · 500 credits") {
  return page.getByRole("button", { name: words });
}

/**
 * Until the page says what will not be in the picture: while it is typed, or by its button where there are no scripts.
 */
export async function checkWords(page: Page): Promise<void> {
  if (!hasScripts()) await page.getByRole("button", { name: "Check the words" }).click();
  await expect(page.getByText("Painter doesn't know")).toBeVisible();
}

/** The balance in the header, in words. */
export function balance(page: Page, words: string) {
  return page.getByRole("banner").getByRole("link", { name: words, exact: true });
}

/**
 * Asks for one picture, by one request of the form's own kind, and waits until it is made: no page is opened. What the
 * studio shows meanwhile is for the stories about it.
 */
export async function makePicture(
  { request }: Pick<Page, "request">,
  prompt: string,
  choices: { shape?: string; count?: number } = {},
): Promise<void> {
  const { shape = "1:1", count = 1 } = choices;
  const answer = await request.post("/?index", {
    form: {
      ...(await accountOf(request)),
      ...{ idempotencyKey: randomUUID(), model: "painter", prompt, shape, count },
    },
    headers: { "sec-fetch-site": "same-origin" },
    maxRedirects: 0,
  });
  expect(answer.status(), await answer.text()).toBe(302);
  const receipt = answer.headers()["location"] ?? "";
  const isMade = async () => /\/image\/[\w-]{36}/.test(await (await request.get(receipt)).text());
  await expect.poll(isMade, { intervals: [200] }).toBe(true);
}

/** From the studio, asks for one picture and waits until it can be seen. */
export async function makePictureByForm(page: Page, prompt: string): Promise<void> {
  await page.goto("/");
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  await untilShown(page.getByRole("link", { name: prompt }).getByRole("img"));
}

/**
 * Until the page shows what it waits for. One without scripts looks again only every few seconds: it is loaded anew
 * sooner. What such a page does by itself is for the tests of that.
 */
export async function untilShown(part: Locator): Promise<void> {
  const page = part.page();
  await expect(async () => {
    if (!(await part.isVisible()) && (await page.locator("meta[http-equiv=refresh]").count()) > 0) {
      const address = page.url();
      // Its own refreshing would break off the way.
      await page.goto("about:blank");
      await page.goto(address);
    }
    expect(await part.isVisible(), `${part} is visible`).toBe(true);
  }).toPass({ intervals: [100, 200, 400, 800] });
}

/** Opens the newest picture with this prompt from wherever it is shown. */
export async function openPicture(page: Page, prompt: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("link", { name: prompt })
    .filter({ has: page.getByRole("img") })
    .first()
    .click();
  await expect(page).toHaveURL(/\/image\//);
  await expect(page.getByRole("heading", { level: 1, name: prompt })).toBeVisible();
}

/** WCAG 2.2's size of what is pressed (2.5.8), which axe leaves out unless it is asked. */
const rules = { "target-size": { enabled: true } };

/** Every class on the page is in its style sheet, and none contradicts another one of the same element. */
async function expectSoundClasses(page: Page): Promise<void> {
  const { classNames, rules } = await page.evaluate(() => ({
    classNames: [...document.querySelectorAll("[class]")].map(
      (each) => each.getAttribute("class") ?? "",
    ),
    rules: [...document.styleSheets].flatMap(({ cssRules }) =>
      [...cssRules].map((rule) => rule.cssText),
    ),
  }));
  expect(classConflicts(classNames), `classes on ${page.url()}`).toEqual([]);
  expect(unknownClasses(classNames, rules.join("\n")), `classes on ${page.url()}`).toEqual([]);
}

/** Fails with a readable list when axe, with all its default rules and that one, finds anything on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // One document without frames: axe need not put the results of several together on a page of its own.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).options({ rules, resultTypes: ["violations"] });
  const { violations } = await axe.setLegacyMode().analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary ?? ""}`),
  );
  expect(found, `axe on ${page.url()}`).toEqual([]);
  await expectSoundClasses(page);
}
