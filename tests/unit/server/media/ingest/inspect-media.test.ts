import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createMediaInspector } from "~/.server/media/ingest/inspect-media";
import { noisyPicture } from "./sample-images";
import { realVideo, realVideoMoovLast, sampleVideo } from "./sample-videos";

const examiner = createMediaInspector();

async function* inPieces(file: Uint8Array, size: number) {
  for (let offset = 0; offset < file.length; offset += size)
    yield file.subarray(offset, offset + size);
}

test.for([1, 100, 5000, 1_000_000])(
  "knows a picture that comes %i bytes at a time",
  async (size) => {
    const file = await noisyPicture(70, 40).png().toBuffer();
    expect(await examiner.inspect(inPieces(file, size))).toEqual({
      contentType: "image/png",
      size: { width: 70, height: 40 },
      sizeBytes: file.length,
      sha256: createHash("sha256").update(file).digest("hex"),
    });
  },
);

test.for([
  [realVideo, 1000],
  [realVideoMoovLast, 1000],
  [realVideo, 1_000_000],
  [realVideoMoovLast, 1_000_000],
] as const)("knows the frames of a video, wherever its head stands", async ([file, size]) => {
  expect(await examiner.inspect(inPieces(file, size))).toEqual({
    contentType: "video/mp4",
    size: { width: 640, height: 360 },
    sizeBytes: file.length,
    sha256: createHash("sha256").update(file).digest("hex"),
  });
});

test("finds no size in a video that is cut off, or that ingestion would refuse", async () => {
  const cut = await examiner.inspect(inPieces(realVideo.subarray(0, -1), 1000));
  expect(cut).toMatchObject({ contentType: "video/mp4", size: null });
  const long = await examiner.inspect(inPieces(sampleVideo({ duration: 10_000_000 }), 1000));
  expect(long).toMatchObject({ contentType: "video/mp4", size: null });
});

test("finds no size in a picture that is cut off, and no type in all else", async () => {
  const file = await noisyPicture(70, 40).jpeg().toBuffer();
  const cut = await examiner.inspect(inPieces(file.subarray(0, -100), 1000));
  expect(cut).toMatchObject({ contentType: "image/jpeg", size: null });
  const text = Buffer.from("a stranger");
  expect(await examiner.inspect(inPieces(text, 3))).toMatchObject({
    contentType: null,
    size: null,
  });
  expect(await examiner.inspect(inPieces(Buffer.alloc(0), 3))).toMatchObject({ sizeBytes: 0 });
});
