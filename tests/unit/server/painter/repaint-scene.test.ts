import fc from "fast-check";
import { expect, test } from "vitest";
import { explainChange } from "~/.server/painter/explain-prompt";
import { paint } from "~/.server/painter/paint";
import { readPrompt } from "~/.server/painter/read-prompt";
import { promisedBy, readChange, repaintScene } from "~/.server/painter/repaint-scene";
import { isShown } from "~/.server/painter/shown";
import { everyWord } from "~/.server/painter/vocabulary";

const lake = { prompt: "a lake in the mountains with a boat", negativePrompt: "", index: 1 };
const seeds = Array.from({ length: 30 }, (_, at) => at * 7919);

const land = ["trees", "ground"] as const;
test.each([
  ["make it night", { time: "night" }, land],
  ["turn it into winter", { season: "winter", ground: "snow" }, []],
  ["at dawn, in black and white", { time: "dawn", mood: "monochrome" }, land],
  ["a clear sky please", { clouds: "none" }, land],
  ["replace the lake with a sea", { water: "sea" }, []],
  ["a sea instead of the lake", { water: "sea" }, []],
] as const)("“%s” changes that, and the rest of the scene stays", (change, expected, same) => {
  for (const seed of seeds) {
    const before = readPrompt({ ...lake, seed });
    const after = repaintScene({ ...lake, seed, changes: [change] });
    expect(after).toMatchObject({ ...expected, seed: before.seed, relief: before.relief });
    expect(after.subjects).toEqual(before.subjects);
    expect(same.map((each) => after[each])).toEqual(same.map((each) => before[each]));
  }
});

test("things are added, counted and taken away, one change after the other", () => {
  for (const seed of seeds) {
    const painting = { ...lake, seed };
    const { subjects, counts } = repaintScene({
      ...painting,
      changes: ["add birds and three boats"],
    });
    expect([...subjects]).toEqual(["boat", "birds"]);
    expect(counts.get("boat")).toEqual([3, 3]);
    const changes = ["add birds", "remove the boat", "with a red balloon"];
    const last = repaintScene({ ...painting, changes });
    expect([...last.subjects]).toEqual(["birds", "balloon"]);
    expect(last.tints).toEqual([{ color: "red", target: "balloon" }]);
    expect(last.water).toBe("lake");
  }
});

test("words that change nothing give the very picture again, and a bird leaves all else as it was", () => {
  const size = { width: 96, height: 64 };
  const request = { ...lake, ...size, seed: 7 };
  const before = paint(request);
  expect(paint({ ...request, changes: ["a lake"] })).toEqual(before);
  const after = paint({ ...request, changes: ["add birds"] });
  const same = before.filter((value, at) => value === after[at]).length / before.length;
  expect(same).toBeGreaterThan(0.9);
  expect(same).toBeLessThan(1);
});

test("whatever is promised of a change is in the picture, whatever the picture was", () => {
  const words = fc
    .array(fc.constantFrom(...everyWord.filter((word) => !word.includes(" "))), {
      minLength: 1,
      maxLength: 4,
    })
    .map((all) => all.join(" "));
  fc.assert(
    fc.property(words, words, fc.nat(), (prompt, change, seed) => {
      const said = readChange(change);
      const promised = promisedBy(said);
      const scene = repaintScene({ prompt, negativePrompt: "", seed, index: 0, changes: [change] });
      expect(promised.filter((tag) => !isShown(scene, tag))).toEqual([]);
      for (const tag of said.forbidden) expect([tag, isShown(scene, tag)]).toEqual([tag, false]);
    }),
    { numRuns: 300 },
  );
});

test("tells what a change will show, and which words do nothing", () => {
  expect(explainChange({ prompt: "make it night, add two boats and a dragon" })).toEqual({
    understood: ["night", "two boats"],
    unknown: ["dragon"],
    leftOut: [],
  });
  expect(explainChange({ prompt: "remove the trees" })).toMatchObject({
    understood: ["no trees"],
    unknown: [],
  });
});
