import { afterEach, expect, test, vi } from "vitest";
import { decodeInTime } from "~/.server/media/ingest/bounded-decoding";
import { ingestImage } from "~/.server/media/ingest/ingest-image";
import { defaultImageLimits } from "~/.server/media/ingest/decode-image";
import { AppError } from "~/.server/errors";
import { noisyPicture } from "./sample-images";

afterEach(() => vi.useRealTimers());

async function refusalAfter(ms: number, error: Error) {
  vi.useFakeTimers({ toFake: ["performance"] });
  const decoding = decodeInTime({ timeoutSeconds: 5 }, async () => {
    vi.advanceTimersByTime(ms);
    throw error;
  });
  return await decoding.then(
    () => null,
    (refusal: AppError) => [refusal.code, refusal.retryable, refusal.facts],
  );
}

test("a picture that takes too long is trouble of ours, one that breaks at once is the file's fault", async () => {
  const broken = new Error("broken");
  expect(await refusalAfter(5000, broken)).toEqual(["unavailable", true, { slow: "yes" }]);
  expect(await refusalAfter(4999, broken)).toEqual(["unreadable_media", false, {}]);
  const said = new AppError("unreadable_media", { facts: { ratio: 30 } });
  expect(await refusalAfter(9000, said)).toEqual(["unreadable_media", false, { ratio: 30 }]);
});

test("a JPEG that grows is stored less finely, and what still grows too large is refused", async () => {
  const noisy = noisyPicture(640, 480);
  const photo = await noisy.clone().jpeg({ quality: 40 }).toBuffer();
  const whole = await ingestImage(photo, null);
  const limits = { ...defaultImageLimits, maxStoredBytes: whole.sizeBytes - 1 };
  expect((await ingestImage(photo, null, limits)).sizeBytes).toBeLessThan(whole.sizeBytes * 0.8);
  const webp = await noisy.clone().webp({ quality: 10 }).toBuffer();
  const grown = ingestImage(webp, null, { ...limits, maxStoredBytes: webp.byteLength });
  await expect(grown).rejects.toMatchObject({
    code: "too_large",
    facts: { stored: expect.any(Number) },
  });
});
