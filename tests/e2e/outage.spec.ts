import { openDatabase } from "./database";
import { balance, expect, makeButton, promptBox, signUp, test, untilShown } from "./fixtures";
import { removeDataDir, startServer } from "./server";

test("a page whose live connection was refused comes back to it, and keeps what is being typed", async ({
  page,
  faults,
}) => {
  faults.allow(/503/);
  let refusals = 0;
  await page.route("**/events", async (route) => {
    refusals += 1;
    if (refusals === 1) await route.fulfill({ status: 503, body: "" });
    else await route.continue();
  });
  await signUp(page);
  await promptBox(page).fill("a red boat on a lake");
  await makeButton(page).click();
  await expect.poll(() => refusals).toBeGreaterThan(0);
  await promptBox(page).fill("the next idea, half typed");
  const picture = page.getByRole("link", { name: "a red boat on a lake" }).getByRole("img");
  await expect(picture).toBeVisible();
  expect(refusals).toBeGreaterThan(1);
  await expect(promptBox(page)).toHaveValue("the next idea, half typed");
});

test("a form that the database cannot take is kept, and counts once when it is sent again @nojs", async ({
  browser,
}) => {
  const server = await startServer();
  const sql = await openDatabase(server);
  const setReadOnly = async (value: "on" | "off") => {
    await sql.unsafe(`alter system set default_transaction_read_only = ${value}`);
    await sql`select pg_reload_conf()`;
  };
  const { javaScriptEnabled } = test.info().project.use;
  const context = await browser.newContext({
    baseURL: server.origin,
    ...(javaScriptEnabled === undefined ? {} : { javaScriptEnabled }),
  });
  const page = await context.newPage();
  try {
    await signUp(page);
    await promptBox(page).fill("a lighthouse in the fog");
    await setReadOnly("on");
    await expect
      .poll(async () => (await sql`show default_transaction_read_only`)[0])
      .toEqual({ default_transaction_read_only: "on" });
    await makeButton(page).click();
    await expect(page.getByText("Easel isn't available right now")).toBeVisible();
    const isKeptInPlace = await promptBox(page).isVisible();
    if (isKeptInPlace) await expect(promptBox(page)).toHaveValue("a lighthouse in the fog");
    else await expect(page.getByText("a lighthouse in the fog")).toBeVisible();
    await setReadOnly("off");
    await expect
      .poll(async () => (await sql`show default_transaction_read_only`)[0])
      .toEqual({ default_transaction_read_only: "off" });
    await (
      isKeptInPlace ? makeButton(page) : page.getByRole("button", { name: "Send it again" })
    ).click();
    const picture = page.getByRole("main").getByRole("img", { name: "a lighthouse in the fog" });
    await untilShown(picture);
    await expect(balance(page, "9,500 credits")).toBeVisible();
  } finally {
    await context.close();
    await sql.end({ timeout: 1 });
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});
