import { expect, test } from "vitest";
import {
  failureWords,
  outputWords,
  standingWords,
  wantedSize,
} from "~/components/generation/words";

const queued = { status: "queued", progress: 0 } as const;

test.each([
  [null, "Waiting for its turn"],
  [0, "Next in line"],
  [1, "2nd in line"],
  [2, "3rd in line"],
  [3, "4th in line"],
  [10, "11th in line"],
  [20, "21st in line"],
])("says the place of a request with %s before it as %s", (queuePosition, words) => {
  expect(standingWords({ ...queued, queuePosition })).toBe(words);
});

test("says the share done once there is one", () => {
  const running = { status: "running", queuePosition: null } as const;
  expect(standingWords({ ...running, progress: 0 })).toBe("Being made");
  expect(standingWords({ ...running, progress: 0.454 })).toBe("Being made, 45% done");
});

test("takes the wanted size from the pixels, else from the shape, else a square", () => {
  expect(wantedSize({ width: 640, height: 480, shape: "9:16" })).toEqual({
    width: 640,
    height: 480,
  });
  expect(wantedSize({ shape: "16:9" })).toMatchObject({ width: 1344, height: 768 });
  expect(wantedSize({ shape: "toString", width: -1, height: "2" })).toMatchObject({
    width: 1024,
    height: 1024,
  });
});

test("counts pictures and videos", () => {
  expect(outputWords("image", 1)).toBe("1 picture");
  expect(outputWords("video", 2)).toBe("2 videos");
});

test("says who failed and keeps the words that were said then", () => {
  expect(failureWords({ failureCode: "busy", failureWords: "It is too busy." }, "Painter")).toEqual(
    {
      title: "Painter could not make this",
      words: "It is too busy.",
    },
  );
  expect(failureWords({ failureCode: "deadline", failureWords: null }, "Painter")).toEqual({
    title: "We could not finish this",
    words: "This took longer than we allow, so we stopped it.",
  });
});
