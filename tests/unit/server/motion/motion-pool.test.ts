import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { createMotionPool } from "~/.server/motion/motion-pool";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";

const workerUrl = new URL("../../../../app/.server/motion/motion-worker.ts", import.meta.url);
const pool = createMotionPool({ workerUrl });
afterAll(() => pool.close());

const order = {
  prompt: "a lake, boats",
  negativePrompt: "",
  width: 64,
  height: 36,
  durationSeconds: 0.25,
  seed: 1,
  pictures: [] as Uint8Array[],
};

test("films in another process, with a poster that is a picture file of the film's size", async () => {
  const shares: number[] = [];
  const { mp4, poster } = await pool.film(order, { onProgress: (share) => shares.push(share) });
  expect(Buffer.from(mp4.subarray(4, 8)).toString()).toBe("ftyp");
  expect(await sharp(poster).metadata()).toMatchObject({ format: "png", width: 64, height: 36 });
  expect(shares.at(-1)).toBe(1);
});

test("takes a picture of any size and shape, clear parts too, and films it twice alike", async () => {
  const bytes = await sharp({
    create: { width: 50, height: 200, channels: 4, background: "#ff880080" },
  })
    .png()
    .toBuffer();
  const films = [1, 2].map(() => pool.film({ ...order, pictures: [bytes] }));
  const [one, other] = await Promise.all(films);
  expect(one).toEqual(other);
});

test("what nobody wants any more stops", async () => {
  const stop = new AbortController();
  const film = pool.film(
    { ...order, durationSeconds: 600 },
    { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) },
  );
  await expect(film).rejects.toThrow("enough");
});

test("a picture is decoded when its turn comes, and one that is none can never be filmed", async () => {
  const told: string[] = [];
  const before = pool.film(order).then(() => told.push("the film before is done"));
  const broken = pool.film(
    { ...order, pictures: [Uint8Array.of(1, 2, 3)] },
    { onStart: () => told.push("starts") },
  );
  await expect(broken).rejects.toBeInstanceOf(UnusableRequestError);
  expect(told).toContain("starts");
  await before;
});
