import {
  balance,
  expect,
  makeAccount,
  makeButton,
  newPerson,
  promptBox,
  signIn,
  signOut,
  signUp,
  test,
  untilShown,
} from "./fixtures";

test("an old tab of another account charges nobody, keeps its words, and says who is signed in @nojs", async ({
  page,
  context,
  faults,
}) => {
  faults.allow(/status of 409/);
  const zoe = { ...newPerson(), name: "Zoe" };
  await makeAccount(page, zoe);
  await signOut(page);
  await signUp(page);
  await promptBox(page).fill("a heron in the reeds");

  const other = await context.newPage();
  await signOut(other);
  await other.goto("/login");
  await signIn(other, zoe);
  await expect(balance(other, "10,000 credits")).toBeVisible();

  await makeButton(page).click();
  await expect(page.getByRole("alert")).toContainText(`You're signed in as ${zoe.email} now`);
  await expect(promptBox(page)).toHaveValue("a heron in the reeds");
  await other.goto("/account/credits");
  await expect(balance(other, "10,000 credits")).toBeVisible();

  await makeButton(page).click();
  const picture = page.getByRole("main").getByRole("img", { name: "a heron in the reeds" });
  await untilShown(picture.first());
  await other.goto("/account/credits");
  await expect(balance(other, "9,500 credits")).toBeVisible();
});

test("a page that was opened signed out charges nobody who signs in elsewhere @nojs", async ({
  page,
  context,
  faults,
}) => {
  faults.allow(/status of 409/);
  await page.goto("/");
  await promptBox(page).fill("a crane over the bay");
  const other = await context.newPage();
  const ada = await signUp(other);
  await makeButton(page).click();
  await expect(page.getByRole("alert")).toContainText(`You're signed in as ${ada.email} now`);
  await expect(promptBox(page)).toHaveValue("a crane over the bay");
  await other.goto("/account/credits");
  await expect(balance(other, "10,000 credits")).toBeVisible();
});

test("an old tab of another account signs nobody out @nojs", async ({ page, context, faults }) => {
  faults.allow(/status of 409/);
  await makeAccount(page);
  await page.goto("/account");
  const other = await context.newPage();
  await signOut(other);
  const zoe = await signUp(other);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText(`You're signed in as ${zoe.email} now`)).toBeVisible();
  await other.goto("/account");
  await expect(other.getByRole("main").getByText(zoe.email)).toBeVisible();
});
