import { createFile, MP4BoxBuffer } from "mp4box";
import { expect, test } from "vitest";
import { makeFilm, type FilmRequest } from "~/.server/motion/make-film";
import { pictureRoom } from "~/.server/motion/picture-frames";
import type { Picture } from "~/.server/motion/picture-planes";

const size = { width: 96, height: 54 };
const asked: FilmRequest = {
  prompt: "snowfall over a lake, three boats, birds, clouds",
  negativePrompt: "",
  ...size,
  durationSeconds: 3,
  seed: 7,
  pictures: [],
};

/** A slope from one grey to another, with a dark block low down. */
function picture(from: number, to: number): Picture {
  const width = 2 * Math.ceil((size.width * pictureRoom) / 2);
  const height = 2 * Math.ceil((size.height * pictureRoom) / 2);
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    const isBlock = x > width * 0.4 && x < width * 0.6 && y > height * 0.6 && y < height * 0.9;
    return isBlock ? 20 : from + ((to - from) * x) / width;
  });
  return { width, height, rgb };
}

function read(mp4: Uint8Array<ArrayBuffer>) {
  const file = createFile();
  let found: ReturnType<typeof file.getInfo> | undefined;
  file.onReady = (info) => (found = info);
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(mp4.slice().buffer, 0), true);
  file.flush();
  const boxes = file.boxes.map(({ type }) => type);
  const samples = file.getTrackSamplesInfo(1);
  return { info: found!, boxes, samples };
}

/** Mean brightness of a part of a picture, in shares of its sides. */
function meanOf(rgb: Uint8Array, [left, top, right, bottom]: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(top! * size.height); y < bottom! * size.height; y++) {
    for (let x = Math.floor(left! * size.width); x < right! * size.width; x++, count++)
      sum += rgb[(y * size.width + x) * 3 + 1]!;
  }
  return sum / count;
}

test("a film is an MP4 of H.264 at 24 frames a second whose head comes before its frames", () => {
  const { mp4, poster } = makeFilm(asked);
  const { info, boxes, samples } = read(mp4);
  expect(boxes).toEqual(["ftyp", "moov", "mdat"]);
  const [track] = info.videoTracks;
  expect(info.tracks).toHaveLength(1);
  expect(track).toMatchObject({ codec: "avc1.42c01f", nb_samples: 72, video: size });
  expect(info.duration / info.timescale).toBe(3);
  const end = samples.at(-1)!;
  expect(end.offset + end.size).toBe(mp4.length);
  expect(samples.flatMap(({ is_sync }, at) => (is_sync ? [at] : []))).toEqual([0, 48, 71]);
  expect(poster).toHaveLength(size.width * size.height * 3);
});

test("the same request gives the same bytes, another seed others, and progress ends with all of it", () => {
  const shares: number[] = [];
  const short = { ...asked, durationSeconds: 0.25 };
  const film = makeFilm(short, (share) => shares.push(share));
  expect(makeFilm(short)).toEqual(film);
  expect(makeFilm({ ...short, seed: 8 })).not.toEqual(film);
  expect(shares).toHaveLength(6);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("every sort of scene can be filmed", () => {
  for (const prompt of [
    "cherry blossom by a lake at dawn, fog",
    "a lighthouse in a storm, waves, rain",
    "balloons over mountains and a flower meadow",
    "aurora and stars over a desert at night",
    "palms on a beach, a city behind it, a rainbow",
  ]) {
    const { mp4 } = makeFilm({ ...asked, prompt, width: 64, height: 64, durationSeconds: 0.125 });
    expect(read(mp4).samples).toHaveLength(3);
  }
});

test("a picture stays whole: nothing tears where near and far move apart", () => {
  const still = { ...asked, prompt: "to the right", pictures: [picture(90, 200)] };
  const { poster } = makeFilm({ ...still, durationSeconds: 0.5 });
  // A slope stays a slope, without a step anywhere in it.
  for (let x = 1; x < size.width; x++)
    expect(Math.abs(poster[x * 3 + 1]! - poster[x * 3 - 2]!)).toBeLessThan(6);
});

test("a film from one picture to another begins as the first and ends as the last", () => {
  const both = { ...asked, prompt: "zoom in", pictures: [picture(40, 40), picture(220, 220)] };
  const top = [0, 0, 1, 0.3];
  const posters = [0.1, 3].map((durationSeconds) => makeFilm({ ...both, durationSeconds }).poster);
  expect(meanOf(posters[0]!, top)).toBeLessThan(60);
  const middle = meanOf(posters[1]!, top);
  expect(middle).toBeGreaterThan(80);
  expect(middle).toBeLessThan(180);
});
