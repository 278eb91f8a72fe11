import type { Locator, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makeButton,
  promptBox,
  signUp,
  test,
  untilAwake,
} from "./fixtures";

interface RefusedForm {
  path: string;
  isAccounts?: boolean;
  /** What is typed that the browser lets through and the server refuses, by label. */
  typed: Record<string, string>;
  button: string;
  /** The label of the first field that is refused, and why. */
  invalid: string;
  message: string;
  /** Labels of what no answer carries: passwords. */
  secrets?: string[];
}

const noAddress = "This doesn't look like an email address.";

/** One of each form that has a field which can be refused. */
const forms: RefusedForm[] = [
  {
    path: "/login",
    typed: { Email: "ada@nowhere", Password: "a lantern" },
    button: "Sign in",
    invalid: "Email",
    message: noAddress,
    secrets: ["Password"],
  },
  {
    path: "/signup",
    typed: { Email: "ada@nowhere", Password: "password1", "Name (optional)": "Ada" },
    button: "Create account",
    invalid: "Email",
    message: noAddress,
    secrets: ["Password"],
  },
  {
    path: "/forgot-password",
    typed: { Email: "ada@nowhere" },
    button: "Send the link",
    invalid: "Email",
    message: noAddress,
  },
  {
    path: "/reset-password",
    isAccounts: true,
    typed: { "Current password": "not this one", "New password": "password1" },
    button: "Save new password",
    invalid: "New password",
    message: "That password is too common. Choose another.",
    secrets: ["Current password", "New password"],
  },
  {
    path: "/",
    isAccounts: true,
    typed: {
      "Describe what you want to see": "a quiet harbour",
      "Leave out (negative prompt)": "boats",
      Seed: "none",
    },
    button: "Make 1 picture · 500 credits",
    invalid: "Seed",
    message: "The seed must be a whole number",
  },
  {
    path: "/gallery?q=lake",
    isAccounts: true,
    typed: { "Search prompts, boards and tags": "z".repeat(201) },
    button: "Search",
    invalid: "Search prompts, boards and tags",
    message: "That search is too long",
  },
];

function fieldOf(page: Page, label: string): Locator {
  return page.getByRole("main").getByLabel(label, { exact: true });
}

/** Its fold, where it has one, is opened first. */
async function type(field: Locator, text: string): Promise<void> {
  await field.evaluate((control) => {
    for (let at = control.closest("details"); at; at = at.parentElement?.closest("details") ?? null)
      at.open = true;
  });
  await field.fill(text);
}

/** The words of the elements that `aria-describedby` names. */
async function descriptionOf(field: Locator): Promise<string> {
  const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
  const texts = await Promise.all(
    ids.map((id) => field.page().locator(`[id="${id}"]`).innerText()),
  );
  return texts.join(" ");
}

for (const { path, isAccounts, typed, button, invalid, message, secrets = [] } of forms) {
  test(`a refused form at ${path} says why at its field, has the focus there and keeps what was typed @nojs`, async ({
    page,
    faults,
  }) => {
    faults.allow(/status of 400/);
    if (isAccounts) await makeAccount(page);
    await page.goto(path);
    for (const [label, text] of Object.entries(typed)) await type(fieldOf(page, label), text);
    await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
    const refused = fieldOf(page, invalid);
    // A page that is not loaded anew still has what was typed into it.
    const isEmptied = (label: string) => !hasScripts() && secrets.includes(label);
    await expect(refused).toHaveAttribute("aria-invalid", "true");
    expect(await descriptionOf(refused)).toContain(message);
    await expect(refused).toBeFocused();
    for (const [label, text] of Object.entries(typed))
      await expect(fieldOf(page, label)).toHaveValue(isEmptied(label) ? "" : text);
    if (hasScripts()) await expectAccessible(page);
  });
}

test("a form that is refused as a whole keeps its focus and its way back @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 401/);
  await page.goto("/login?next=%2Fedit%3Fseed%3D7");
  await type(fieldOf(page, "Email"), "nobody@example.org");
  await type(fieldOf(page, "Password"), "not the password");
  const button = page.getByRole("main").getByRole("button", { name: "Sign in", exact: true });
  await button.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(hasScripts() ? button : fieldOf(page, "Email")).toBeFocused();
  for (const [path, name] of [
    ["/forgot-password", "Forgot"],
    ["/signup", "Create"],
  ] as const)
    await expect(page.getByRole("main").getByRole("link", { name })).toHaveAttribute(
      "href",
      `${path}?next=%2Fedit%3Fseed%3D7`,
    );
});

test("a field that is refused takes the focus from nobody who has gone on typing", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await signUp(page);
  await untilAwake(page);
  const answered = Promise.withResolvers<void>();
  await page.route("**/*.data*", async (route) => {
    if (route.request().method() === "POST") await answered.promise;
    await route.continue();
  });
  await promptBox(page).fill("a quiet harbour");
  await type(fieldOf(page, "Seed"), "none");
  await makeButton(page).click();
  await promptBox(page).fill("a quiet harbour in the fog");
  answered.resolve();
  await expect(fieldOf(page, "Seed")).toHaveAttribute("aria-invalid", "true");
  await expect(promptBox(page)).toBeFocused();
});

test("a page that was refused before it woke up takes the focus from nobody who types already", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  const { promise: typed, resolve: wake } = Promise.withResolvers<void>();
  await page.route("**/assets/*.js", async (route) => {
    await typed;
    await route.continue();
  });
  await page.goto("/signup", { waitUntil: "commit" });
  await fieldOf(page, "Email").fill("ada@nowhere");
  await fieldOf(page, "Password").fill("a lantern at sea");
  await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
  await expect(fieldOf(page, "Email")).toHaveAttribute("aria-invalid", "true");
  await fieldOf(page, "Name (optional)").fill("Ada");
  wake();
  await untilAwake(page);
  await expect(fieldOf(page, "Name (optional)")).toBeFocused();
  await expect(fieldOf(page, "Name (optional)")).toHaveValue("Ada");
});

test("the dialog's form says at its field what is wrong, has the focus there and keeps what was typed", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await page.goto("/");
  await untilAwake(page);
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill("ada@nowhere");
  await dialog.getByLabel("Password", { exact: true }).fill("a lantern");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  const email = dialog.getByLabel("Email");
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(noAddress);
  await expect(email).toBeFocused();
  await expect(email).toHaveValue("ada@nowhere");
});
