import { expect, test } from "vitest";
import { againPath, outputWords, standingWords, wantedSize } from "~/components/generation/words";

const nowhere = { upstream: null, providerWords: null };
const queued = { ...nowhere, status: "queued", progress: 0 } as const;

test.each([
  [null, "Waiting in line"],
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
  const running = { ...nowhere, status: "running", queuePosition: null } as const;
  expect(standingWords({ ...running, progress: 0 })).toBe("Being made");
  expect(standingWords({ ...running, progress: 0.454 })).toBe("Being made, 45% done");
});

test.each([
  [null, "Waiting in line at SDXL at home"],
  [0, "Next in line at SDXL at home"],
  [3, "4th in line at SDXL at home"],
])("says the place in a provider's own line with %s before it as %s", (place, words) => {
  const providerWords = "SDXL at home";
  const running = { status: "running", queuePosition: null, progress: 0 } as const;
  expect(standingWords({ ...running, upstream: { place }, providerWords })).toBe(words);
});

test("takes the wanted size from the pixels, else from the shape, else the usual one of its kind", () => {
  expect(wantedSize({ width: 640, height: 480, shape: "9:16" }, "image")).toEqual({
    width: 640,
    height: 480,
  });
  expect(wantedSize({ shape: "16:9" }, "image")).toMatchObject({ width: 1344, height: 768 });
  const odd = { shape: "toString", width: -1, height: "2" };
  expect(wantedSize(odd, "edit")).toMatchObject({ width: 1024, height: 1024 });
  expect(wantedSize(odd, "video")).toMatchObject({ width: 1344, height: 768 });
});

test("counts pictures and videos", () => {
  expect(outputWords("image", 1)).toBe("1 picture");
  expect(outputWords("video", 2)).toBe("2 videos");
});

test.each([
  ["image", "/?from=7"],
  ["edit", "/edit?from=7"],
  ["video", "/video?from=7"],
] as const)("leads back to the tab where %s is made", (kind, path) => {
  expect(againPath({ kind, id: "7" })).toBe(path);
});
