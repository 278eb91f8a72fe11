import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startEmulator, type Emulator } from "../emulators/emulator";
import { createRecordedGradio, type RecordedGradio } from "../emulators/gradio-recorded";
import { expect, makeButton, openPicture, promptBox, signUp, test as base } from "./fixtures";
import { removeDataDir, startServer, type TestServer } from "./server";

interface OwnApp {
  app: RecordedGradio;
  emulator: Emulator;
  server: TestServer;
  settings: Record<string, string>;
}

const model = (id: string, endpoint: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: "image",
  name: `Ours: ${id}`,
  bestFor: "Pictures of our own.",
  tier: "quick",
  typicalSeconds: 5,
  space: "me/home",
  endpoint,
  parameters: { prompt: "{prompt}" },
  output: { index: 0, as: "image" },
  ...more,
});
const models = [
  model("poster", "/infer", {
    parameters: {
      prompt: "poster of {prompt}",
      seed: "{seed}",
      randomize_seed: false,
      width: "{width}",
      height: "{height}",
      steps: 4,
    },
  }),
  model("moving", "/gif"),
  model("broken", "/paint"),
];

/** A server whose only outside provider is a Gradio app of its administrator, at an address with a user and a password. */
const test = base.extend<object, { own: OwnApp }>({
  own: [
    async ({ playwright: _anything }, provide) => {
      const app = createRecordedGradio("6");
      app.behave({ isLocked: true });
      const emulator = await startEmulator([app]);
      const folder = await mkdtemp(join(tmpdir(), "easel-apps-"));
      const file = join(folder, "models.json");
      await writeFile(file, JSON.stringify({ models }));
      const address = emulator.origin.replace("://", "://ada:love%2Clace@");
      const settings = { GRADIO_SPACES: `me/home=${address}/gradio-6,${file}` };
      const server = await startServer({ env: settings });
      await provide({ app, emulator, server, settings });
      await server.stop();
      await removeDataDir(server.dataDir);
      await removeDataDir(folder);
      await emulator.close();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  baseURL: async ({ own }, provide) => await provide(own.server.origin),
});

test("what an app cannot do is said at the start and by the check, and is not offered", async ({
  page,
  own: { server, settings },
}) => {
  const line = "GRADIO_SPACES: the model broken is not offered: me/home has no endpoint /paint;";
  expect(server.output()).toContain(line);
  expect(server.output()).not.toContain("lace");
  await signUp(page);
  await page.goto("/about-models");
  const main = page.getByRole("main");
  await expect(main.getByText("Ours: poster")).toBeVisible();
  await expect(main.getByText("SDXL at home").first()).toBeVisible();
  await expect(main.getByText("Ours: broken")).toHaveCount(0);

  const check = spawn(process.execPath, ["build/check.js"], {
    env: { ...process.env, ...settings, DATA_DIR: server.dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [[exitCode], printed] = await Promise.all([once(check, "exit"), text(check.stdout)]);
  expect(printed).toContain(line);
  expect(printed).toMatch(/^1 wrong setting\. Checked the database/m);
  expect(exitCode).toBe(1);
});

test("a picture is made by it, within its bounds, and its name is on the receipt", async ({
  page,
  faults,
  own: { app },
}) => {
  faults.allow(/400 \(Bad Request\)/);
  await signUp(page);
  await page.goto("/?model=poster&shape=16:9");
  await promptBox(page).fill("our summer fair");
  await page.getByText("More settings").click();
  await page.getByLabel("Seed").fill("100000");
  await makeButton(page).click();
  await expect(page.getByText("A seed is a whole number from 0 to 99,999.")).toBeVisible();
  await page.getByLabel("Seed").fill("99999");
  await makeButton(page).click();
  await expect(page.getByRole("link", { name: "our summer fair" }).getByRole("img")).toBeVisible();
  await openPicture(page, "our summer fair");
  await page.getByText("Receipt").first().click();
  await expect(page.getByText("SDXL at home").first()).toBeVisible();
  expect(app.jobs.at(-1)?.data).toEqual(["poster of our summer fair", 99_999, false, 768, 448, 4]);
});

test("the first frame of a GIF is kept", async ({ page }) => {
  await signUp(page);
  await page.goto("/?model=moving");
  await promptBox(page).fill("a red square");
  await makeButton(page).click();
  const picture = page.getByRole("main").getByRole("img", { name: "a red square" });
  await expect(picture.first()).toBeVisible();
});
