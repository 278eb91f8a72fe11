import { codeFrame } from "../../app/.server/motion/h264/code-frame";
import { createCoder } from "../../app/.server/motion/h264/coder";
import {
  pictureParameters,
  sequenceParameters,
} from "../../app/.server/motion/h264/parameter-sets";
import { placeOf, type Plane } from "../../app/.server/motion/h264/planes";
import { openDatabase } from "./database";
import { balance, expect, hasScripts, makeAccount, test, untilAwake, untilShown } from "./fixtures";

const prompt = "a lake at sunset, two boats, clouds";

test("without any key a film comes out of words, plays, and its poster is one of its frames @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await page.goto("/video?model=motion");
  await page.getByRole("textbox").first().fill(prompt);
  const button = page.getByRole("button", { name: /^Make 1 video · / });
  const choose = (name: string) => page.getByRole("radio", { name }).check();
  // The labels of all other choices are in the page, and hidden.
  const seen = { useInnerText: true };
  await choose("8 seconds");
  await expect(button).toHaveText("Make 1 video · 3,000 credits", seen);
  await choose("3 seconds");
  await expect(button).toHaveText("Make 1 video · 2,000 credits", seen);
  if (!hasScripts()) return;

  await choose("360p");
  await page.context().grantPermissions(["notifications"]);
  // The page hears nothing until it may, so that there is time to ask for a notice.
  let mayHear = () => {};
  const asked = new Promise<void>((resolve) => (mayHear = resolve));
  await page.route("**/events", async (route) => {
    await asked;
    await route.continue();
  });
  await page.evaluate(() => {
    const notices: string[] = [];
    class Notice extends EventTarget {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(title: string, { body }: { body: string }) {
        super();
        notices.push(`${title}: ${body}`);
      }
    }
    Object.assign(window, { Notification: Notice, notices });
  });
  await button.click();
  const tell = page.getByRole("button", { name: "Tell me when it's done" });
  await tell.click();
  await expect(tell).toHaveAttribute("aria-pressed", "true");
  await page.evaluate(() =>
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" }),
  );
  mayHear();
  const film = page.getByRole("main").getByRole("img", { name: prompt });
  await untilShown(film.first());
  const notices = () => page.evaluate(() => (window as unknown as { notices: string[] }).notices);
  await expect.poll(notices).toEqual([`Your video is done: ${prompt}`]);
  await expect(balance(page, "8,000 credits")).toBeVisible();
  await film.first().click();
  await expect(page).toHaveURL(/\/video\//);
  const facts = await page.locator("video").evaluate(async (video: HTMLVideoElement) => {
    const happens = (name: string) =>
      new Promise((done) => video.addEventListener(name, done, { once: true }));
    const sample = (source: CanvasImageSource) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [64, 36];
      const context = canvas.getContext("2d")!;
      context.drawImage(source, 0, 0, 64, 36);
      return context.getImageData(0, 0, 64, 36).data;
    };
    const poster = new Image();
    poster.src = video.poster;
    await poster.decode();
    video.muted = true;
    video.playbackRate = 8;
    const ended = happens("ended");
    await video.play();
    await ended;
    // The middle of the 29th of 72 frames.
    video.currentTime = 28.5 / 24;
    await happens("seeked");
    const [shown, drawn] = [sample(video), sample(poster)];
    const away = shown.reduce((sum, value, at) => sum + Math.abs(value - drawn[at]!), 0);
    const { videoWidth, videoHeight, duration } = video;
    return { videoWidth, videoHeight, duration, away: away / shown.length };
  });
  expect(facts).toMatchObject({ videoWidth: 640, videoHeight: 360 });
  expect(facts.duration).toBeCloseTo(3, 1);
  expect(facts.away).toBeLessThan(4);

  const original = await page.locator("video").getAttribute("src");
  const headers = { range: "bytes=0-39" };
  const head = await page.request.get(original!, { headers });
  expect([head.status(), (await head.body()).toString("latin1", 36, 40)]).toEqual([206, "moov"]);
  const whole = await (await page.request.get(original!)).body();
  expect(whole.toString("latin1")).toContain("digitalsourcetype/algorithmicMedia");

  // As if none of its frames could be read: the browser gives it a poster, once.
  const sql = await openDatabase({ dataDir: process.env["EASEL_TEST_DATA_DIR"] ?? "" });
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await sql`update media set has_frame = false where id = ${id}`;
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/poster"));
  await page.reload();
  expect([(await kept).status(), await (await kept).json()]).toEqual([200, { isKept: true }]);
  await expect(page.locator("video")).toHaveAttribute("poster", /thumb$/);
  expect(await sql`select has_frame from media where id = ${id}`).toEqual([{ has_frame: true }]);
  await sql.end();

  // As if the server could not read its last frame: the browser takes it, and brings it.
  let brought: Buffer = Buffer.alloc(0);
  await page.route("**/last-frame", async (route) => {
    const body = route.request().postDataBuffer() ?? Buffer.alloc(0);
    if (!body.includes("filename=")) return await route.fulfill({ json: { isUnread: true } });
    brought = body;
    await route.continue();
  });
  await page.getByRole("button", { name: "Go on from here" }).click();
  await expect(page).toHaveURL(/\/video\?source=[\da-f-]+&from=/);
  await expect(page.getByRole("textbox").first()).toHaveValue(prompt);
  await expect(page.locator("input[name=sourceMediaId]:checked")).toHaveCount(1);
  const at = brought.indexOf("IHDR");
  expect([brought.readUInt32BE(at + 4), brought.readUInt32BE(at + 8)]).toEqual([640, 360]);

  await page.goto("/gallery?kind=video");
  await untilAwake(page);
  const tile = page.getByRole("main").locator("a[data-film]");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await tile.hover();
  const player = tile.locator("video");
  await expect
    .poll(() => player.evaluate((it: HTMLVideoElement) => it.currentTime))
    .toBeGreaterThan(0);
  await page.mouse.move(0, 0);
  await expect(player).toHaveCount(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await tile.hover();
  await expect(tile.locator("img").last()).toBeVisible();
  await expect(player).toHaveCount(0);
});

/** Something of everything: a slope, noise, a block that moves, and at frame 6 another picture altogether. */
function fill(plane: Plane, frame: number, state: { noise: number }): void {
  for (let y = 0; y < plane.height; y++) {
    for (let x = 0; x < plane.width; x++) {
      state.noise = (Math.imul(state.noise, 1_103_515_245) + 12_345) & 0x7fffffff;
      const speck = (state.noise >> 16) % 24;
      const isBlock = x > frame * 3 && x < frame * 3 + 20 && y > 12 && y < 30;
      const slope = isBlock ? 230 : 40 + ((x * 2 + frame * 1.3 + y) % 150);
      plane.samples[placeOf(plane, x, y)] = (frame < 6 ? slope : 250 - slope) + speck;
    }
  }
}

test("the browser's own decoder rebuilds every frame exactly as our encoder did", async ({
  page,
}) => {
  const [width, height] = [96, 64];
  await page.goto("/about-models");
  for (const quantizer of [18, 30, 42]) {
    const coder = createCoder(width / 16, height / 16, quantizer);
    const state = { noise: 1 };
    const frames: number[][] = [];
    const rebuilt: number[][] = [];
    for (let frame = 0; frame < 12; frame++) {
      for (const plane of [coder.source.y, coder.source.u, coder.source.v])
        fill(plane, frame, state);
      const place = { sinceKey: frame % 8, keys: frame < 8 ? 0 : 1 };
      frames.push([...codeFrame(coder, place)]);
      const { y, u, v } = coder.previous.frame;
      rebuilt.push(
        [y, u, v].flatMap((plane) =>
          Array.from({ length: plane.height }, (_, row) => {
            const at = placeOf(plane, 0, row);
            return [...plane.samples.subarray(at, at + plane.width)];
          }).flat(),
        ),
      );
    }
    const sets = [sequenceParameters(width, height, 24), pictureParameters()].map((set) => [
      ...set,
    ]);
    const decoded = await page.evaluate(
      async ([units, setUnits]) => {
        const begins = [0, 0, 0, 1];
        const shown: number[][] = [];
        const copies: Promise<unknown>[] = [];
        const decoder = new VideoDecoder({
          output(frame) {
            const bytes = new Uint8Array(frame.allocationSize());
            const copied = frame.copyTo(bytes).then(() => frame.close());
            copies.push(copied.then(() => shown.push([...bytes])));
          },
          error(error) {
            throw error;
          },
        });
        decoder.configure({ codec: "avc1.42c01f", optimizeForLatency: true });
        for (const [at, unit] of units.entries()) {
          const type = at % 8 === 0 ? "key" : "delta";
          const lead = type === "key" ? setUnits.flatMap((set) => [...begins, ...set]) : [];
          const data = Uint8Array.from([...lead, ...begins, ...unit]);
          decoder.decode(new EncodedVideoChunk({ type, timestamp: at * 1000, data }));
        }
        await decoder.flush();
        await Promise.all(copies);
        return shown;
      },
      [frames, sets] as const,
    );
    expect(decoded).toHaveLength(12);
    for (const [at, frame] of decoded.entries())
      expect(Buffer.from(frame).equals(Buffer.from(rebuilt[at]!)), `frame ${at}`).toBe(true);
  }
});
