import {
  balance,
  expect,
  makeAccount,
  makeButton,
  makePicture,
  pressKey,
  promptBox,
  signUp,
  test,
} from "./fixtures";

test("a double click on the button makes and charges one picture", async ({ page }) => {
  await signUp(page);
  await promptBox(page).fill("two boats on a lake");
  await makeButton(page).dblclick();
  await expect(
    page.getByRole("link", { name: "two boats on a lake" }).getByRole("img"),
  ).toHaveCount(1);
  await page.goto("/gallery");
  await expect(balance(page, "9,500 credits")).toBeVisible();
  await expect(
    page.getByRole("main").getByRole("img", { name: "two boats on a lake" }),
  ).toHaveCount(1);
});

test("Control and Enter in the prompt makes the picture", async ({ page }) => {
  await signUp(page);
  await promptBox(page).fill("a lighthouse at night");
  await pressKey(page, "Control+Enter");
  await expect(
    page.getByRole("link", { name: "a lighthouse at night" }).getByRole("img"),
  ).toBeVisible();
});

test("the price follows the number of pictures @nojs", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("radio", { name: "3", exact: true }).check();
  await expect(makeButton(page, "Make 3 pictures · 1,500 credits")).toBeVisible();
});

test("typed text stays when the form is refused @nojs", async ({ page, faults }) => {
  faults.allow(/status of 400/);
  await signUp(page);
  await promptBox(page).fill("a fox in the snow");
  await page.getByText("More settings").click();
  await page.getByLabel("Seed", { exact: true }).fill("99999999999");
  await makeButton(page).click();
  await expect(page.getByText("The seed must be a whole number")).toBeVisible();
  await expect(promptBox(page)).toHaveValue("a fox in the snow");
  await expect(balance(page, "10,000 credits")).toBeVisible();
});

test("typed text over the limit stays to its last word when it is refused @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await signUp(page);
  const words = `${"長".repeat(20_000)} to the end`;
  await promptBox(page).fill(words);
  await makeButton(page).click();
  await expect(page.getByText("Keep this under 2,000 characters")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(words);
});

test("text with characters we can't store stays when it is refused @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await signUp(page);
  await promptBox(page).fill("a\0lake");
  await makeButton(page).click();
  await expect(page.getByText("characters we can't store")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(/^a[\0\ufffd]lake$/);
});

test("the longest texts in another script stay when a model is chosen @nojs", async ({ page }) => {
  await signUp(page);
  const words = "雪".repeat(2000);
  await promptBox(page).fill(words);
  await page.getByText("Leave out (negative prompt)").click();
  const leftOut = page.getByLabel("Leave out (negative prompt)");
  await leftOut.fill(words);
  await page.getByRole("button", { name: "Painter" }).click();
  await expect(page).toHaveURL(/[?&]model=painter/);
  await expect(promptBox(page)).toHaveValue(words);
  await expect(leftOut).toHaveValue(words);
});

test("the same seed and words can be used again from the picture's page", async ({ page }) => {
  await makeAccount(page);
  await makePicture(page, "a red balloon over the hills");
  await page.goto("/");
  await page
    .getByRole("link", { name: "a red balloon over the hills" })
    .filter({ has: page.getByRole("img") })
    .click();
  await page.getByRole("link", { name: "Use all" }).click();
  await expect(promptBox(page)).toHaveValue("a red balloon over the hills");
  await expect(page.getByLabel("Seed", { exact: true })).toHaveValue(/^\d+$/);
});
