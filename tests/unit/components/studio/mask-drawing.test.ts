import { expect, test } from "vitest";
import { addStep, noSteps, redoStep, undoStep } from "~/components/studio/mask-drawing";

const paint = { do: "paint", size: 9, points: [{ x: 1, y: 2 }] } as const;
const invert = { do: "invert" } as const;

test("takes back the last step and does it again", () => {
  const both = addStep(addStep(noSteps, paint), invert);
  const one = undoStep(both);
  expect(one.done).toEqual([paint]);
  expect(redoStep(one)).toEqual(both);
  expect(undoStep(undoStep(one)).done).toEqual([]);
  expect(redoStep(both)).toEqual(both);
});

test("what was taken back is forgotten after a new step", () => {
  const other = addStep(undoStep(addStep(noSteps, paint)), invert);
  expect(other).toEqual({ done: [invert], undone: [] });
});
