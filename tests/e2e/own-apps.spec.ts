import type { Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startEmulator, type Emulator } from "../emulators/emulator";
import { createRecordedGradio, type RecordedGradio } from "../emulators/gradio-recorded";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makeButton,
  openPicture,
  promptBox,
  test as base,
} from "./fixtures";
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
  model("picky", "/fails"),
  model("chatty", "/warns_picture"),
  model("busy", "/slow", { parameters: { prompt: "{prompt}", seconds: 2 } }),
  model("asleep", "/infer", { space: "me/down" }),
];

/**
 * A server whose only outside provider is a Gradio app of its administrator, at an address with a user and a password.
 */
const test = base.extend<object, { own: OwnApp }>({
  own: [
    async ({ playwright: _anything }, provide) => {
      const app = createRecordedGradio("6");
      app.behave({ isLocked: true });
      const emulator = await startEmulator([app, createRecordedGradio("5")]);
      const folder = await mkdtemp(join(tmpdir(), "easel-apps-"));
      const file = join(folder, "models.json");
      await writeFile(file, JSON.stringify({ models }));
      const address = emulator.origin.replace("://", "://ada:love%2Clace@");
      const spaces = [
        `me/home=${address}/gradio-6`,
        `${emulator.origin}/gradio-5`,
        "me/down=http://127.0.0.1:9",
        file,
      ];
      const settings = { GRADIO_SPACES: spaces.join(",") };
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
/** One server for all of them. */
test.describe.configure({ mode: "default" });

test("what an app cannot do is said at the start and by the check, and is not offered", async ({
  page,
  own: { server, settings },
}) => {
  const line = "GRADIO_SPACES: the model broken is not offered: me/home has no endpoint /paint;";
  expect(server.output()).toContain(line);
  expect(server.output()).not.toContain("lace");
  await makeAccount(page);
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

test("an app that nobody has described says itself what it makes, at the start and when it is inspected", async ({
  page,
  own: { emulator, server },
}) => {
  const inspect = spawn(
    process.execPath,
    ["build/inspect-gradio.js", `${emulator.origin}/gradio-5`],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const [[exitCode], file, line] = await Promise.all([
    once(inspect, "exit"),
    text(inspect.stdout),
    text(inspect.stderr),
  ]);
  expect(exitCode).toBe(0);
  expect(line).toMatch(
    /^127\.0\.0\.1-\d+\/gradio-5 \(“SDXL at home”\) makes pictures at \/infer by prompt, seed, width, height, steps; edits at \/edit by/,
  );
  expect(server.output()).toContain(JSON.stringify(line.trim()).slice(1, -1));
  const [app] = (JSON.parse(file) as { apps: { models: { id: string }[] }[] }).apps;
  await makeAccount(page);
  await page.goto(`/?model=${app!.models[0]!.id}&shape=16:9`);
  await promptBox(page).fill("a plain lake");
  await makeButton(page).click();
  await expect(page.getByRole("link", { name: "a plain lake" }).getByRole("img")).toBeVisible();
});

test("a model whose app is down is shown with the reason, and cannot be asked @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await page.goto("/?model=asleep");
  await expect(makeButton(page)).toBeDisabled();
  await expect(
    page.getByRole("main").getByText("Its app isn't answering right now.").first(),
  ).toBeVisible();
});

test("a picture is made by it, within its bounds, and its name is on the receipt", async ({
  page,
  faults,
  own: { app },
}) => {
  faults.allow(/400 \(Bad Request\)/);
  await makeAccount(page);
  await page.goto("/?model=poster&shape=16:9");
  await promptBox(page).fill("our summer fair");
  await page.getByText("More settings").click();
  await page.getByLabel("Seed").fill("100000");
  await makeButton(page).click();
  await expect(page.getByText("The seed must be a whole number from 0 to 99,999.")).toBeVisible();
  await page.getByLabel("Seed").fill("99999");
  await makeButton(page).click();
  await expect(page.getByRole("link", { name: "our summer fair" }).getByRole("img")).toBeVisible();
  await openPicture(page, "our summer fair");
  await page.getByText("Receipt").first().click();
  await expect(page.getByText("SDXL at home").first()).toBeVisible();
  expect(app.jobs.at(-1)?.data).toEqual(["poster of our summer fair", 99_999, false, 768, 448, 4]);
});

test("the first frame of a GIF is kept", async ({ page }) => {
  await makeAccount(page);
  await page.goto("/?model=moving");
  await promptBox(page).fill("a red square");
  await makeButton(page).click();
  const picture = page.getByRole("main").getByRole("img", { name: "a red square" });
  await expect(picture.first()).toBeVisible();
});

/** Asks for a picture of that model, and opens the request's own page. */
async function ask(page: Page, id: string, prompt: string): Promise<void> {
  await page.goto(`/?model=${id}`);
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  // Without JavaScript that is where the form leads.
  if (hasScripts()) await page.getByRole("heading", { name: prompt }).getByRole("link").click();
  await expect(page).toHaveURL(/\/generations\//);
}

test("what the app says when it gives up is quoted, and the credits are back @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await ask(page, "picky", "a long story");
  const words = "Your prompt has 99 words. This app takes 77 <b>at most</b>.";
  await expect(page.getByText("SDXL at home couldn't make this picture")).toBeVisible();
  await expect(page.getByText(`SDXL at home couldn't finish this one: `)).toContainText(words);
  await expect(page.getByText("We refunded your 500 credits.")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
});

test("what the app says beside a picture is quoted under it @nojs", async ({ page }) => {
  await makeAccount(page);
  await ask(page, "chatty", "a chatty lake");
  await expect(page.getByText("SDXL at home said: ")).toContainText(
    "Your prompt was cut to 77 tokens.",
  );
});

test("the place in the app's own line is shown, and a full line is waited for @nojs", async ({
  page,
  own: { app },
}) => {
  await makeAccount(page);
  app.behave({ isFull: true });
  await ask(page, "busy", "a patient lake");
  await expect(page.getByRole("main").getByText("Waiting in line at SDXL at home")).toBeVisible();
  app.behave({ isFull: false, hold: "line" });
  await expect(page.getByRole("main").getByText("Next in line at SDXL at home")).toBeVisible();
  app.behave({ hold: null });
  app.release();
  await expect(page.getByRole("img", { name: "a patient lake" })).toBeVisible();
});
