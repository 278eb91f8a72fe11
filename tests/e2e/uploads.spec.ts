import sharp from "sharp";
import { emulatedTest } from "./emulated-site";
import { expect, expectAccessible, hasScripts, makeAccount, untilAwake } from "./fixtures";

/** Every provider is emulated. */
const test = emulatedTest;

const pictureOf = (background: string) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();
const photo = {
  name: "IMG_0001.jpg",
  mimeType: "image/jpeg",
  buffer: await pictureOf("#7a9cc0"),
};
const others = { paste: await pictureOf("#c09c7a"), drop: await pictureOf("#9cc07a") };

test("a file is sent as it is chosen, dropped or pasted; what is painted over it changes and nothing else", async ({
  page,
  site,
  faults,
}) => {
  // This test reads what is drawn, and people do not.
  faults.allow(/willReadFrequently/);
  await makeAccount(page);
  await page.goto("/edit?model=qwen-image-inpaint");
  await untilAwake(page);
  const prompt = page.getByLabel("Describe the change");
  const given = page.getByRole("radio", { name: "Your file" });
  await page.getByLabel("Choose a file").setInputFiles(photo);
  await expect(given).toBeChecked();
  // The same one again is the one that is there.
  await page.getByLabel("Choose a file").setInputFiles(photo);
  for (const event of ["paste", "drop"] as const) {
    const count = await given.count();
    await page.getByLabel("Choose a file").evaluate(
      (input, { type, base64 }) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
        data.items.add(new File([bytes], "a.jpg", { type: "image/jpeg" }));
        const init = { bubbles: true, cancelable: true };
        input.dispatchEvent(
          type === "paste"
            ? new ClipboardEvent(type, { ...init, clipboardData: data })
            : new DragEvent(type, { ...init, dataTransfer: data }),
        );
      },
      { type: event, base64: others[event].toString("base64") },
    );
    await expect(given).toHaveCount(count + 1);
  }
  await prompt.fill("a red balloon");

  await page.getByRole("button", { name: "Paint over the part" }).click();
  const dialog = page.getByRole("dialog", { name: "Part to change" });
  const canvas = dialog.locator("canvas");
  await expect(canvas).toHaveAttribute("width", "400");
  const markedAt = (x: number, y: number) =>
    canvas.evaluate(
      (drawing: HTMLCanvasElement, [left, top]) =>
        (drawing.getContext("2d")?.getImageData(left, top, 1, 1).data[3] ?? 0) > 0,
      [x, y] as const,
    );
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ ...photo, buffer: Buffer.from("no picture") });
  await expect(dialog.getByText("We can't open this file. Choose a picture.")).toBeVisible();
  // Until the dialog has come to rest.
  await canvas.click({ trial: true });
  const box = await canvas.boundingBox();
  const at = (x: number, y: number) =>
    [
      (box?.x ?? 0) + (x / 400) * (box?.width ?? 0),
      (box?.y ?? 0) + (y / 300) * (box?.height ?? 0),
    ] as const;
  await page.mouse.move(...at(60, 60));
  await page.mouse.down();
  await page.mouse.move(...at(140, 60), { steps: 4 });
  await page.mouse.up();
  expect([await markedAt(100, 60), await markedAt(300, 200)]).toEqual([true, false]);
  await dialog.getByRole("button", { name: "Undo" }).click();
  expect(await markedAt(100, 60)).toBe(false);
  await dialog.getByRole("button", { name: "Redo" }).click();
  await dialog.getByRole("button", { name: "Invert" }).click();
  expect([await markedAt(100, 60), await markedAt(300, 200)]).toEqual([false, true]);
  await dialog.getByRole("button", { name: "Undo" }).click();
  await dialog.getByRole("button", { name: "Eraser" }).click();
  await page.mouse.click(...at(140, 60));
  expect([await markedAt(80, 60), await markedAt(140, 60)]).toEqual([true, false]);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Use this part" }).click();
  await expect(page.getByText("One part is marked.")).toBeVisible();

  await prompt.fill("a blue balloon");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Edit this picture · / }).click();
  const order = () => site.emulator.fal.jobs.find(({ endpoint }) => endpoint.endsWith("/inpaint"));
  await expect.poll(order).toBeDefined();
  const { input = {} } = order() ?? {};
  const mask = site.emulator.fal.uploaded(String(input["mask_url"])) ?? Buffer.alloc(0);
  const { data, info } = await sharp(mask)
    .toColorspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([input["prompt"], info.width, info.height]).toEqual(["a blue balloon", 400, 300]);
  expect([data[60 * 400 + 80], data[200 * 400 + 300]]).toEqual([255, 0]);
});

test("a second picture is given for its style, stays chosen, and goes to the model after the first @nojs", async ({
  page,
  site: { emulator },
}) => {
  await makeAccount(page);
  await page.goto("/edit?model=nano-banana-2-edit");
  if (hasScripts()) await untilAwake(page);
  const style = page.getByRole("group", { name: "Takes its colors and its look" });
  const look = { ...photo, buffer: others.paste };
  await page.getByLabel("Describe the change").fill("Make it winter");
  await page
    .locator("summary")
    .filter({ hasText: /^Style/ })
    .click();
  await page.getByLabel("Choose a file").first().setInputFiles(photo);
  const chosen = page.getByRole("radio", { name: "Your file" });
  if (hasScripts()) await expect(chosen.first()).toBeChecked();
  await style.getByLabel("Choose a file").setInputFiles(look);
  if (hasScripts())
    await expect(style.getByRole("radio", { name: "Your file" }).first()).toBeChecked();
  if (hasScripts()) await expectAccessible(page);
  await page.getByRole("button", { name: /^Edit this picture · / }).click();
  const order = () => emulator.fal.jobs.find(({ endpoint }) => endpoint.endsWith("banana-2/edit"));
  await expect.poll(order).toBeDefined();
  const { image_urls: urls = [], prompt } = (order()?.input ?? {}) as {
    image_urls?: string[];
    prompt?: string;
  };
  expect(prompt).toBe(
    "Image 1 is the picture to change. Image 2 shows the style to use. Make it winter",
  );
  const colors = await Promise.all(
    urls.map(async (url) => {
      const pixels = await sharp(emulator.fal.uploaded(url) ?? undefined)
        .raw()
        .toBuffer();
      return (pixels[2] ?? 0) > (pixels[0] ?? 0) ? "blue" : "brown";
    }),
  );
  expect(colors).toEqual(["blue", "brown"]);
});
