import { expect, test } from "vitest";
import { suggestTags } from "~/domain/suggest-tags";

test.each([
  ["A beautiful red lighthouse by the sea at dusk", ["lighthouse", "sea", "dusk"]],
  [
    "photo of two cats sleeping softly on a sofa, 8k, highly detailed",
    ["cats", "sleeping", "sofa"],
  ],
  ["маяк у моря", ["маяк", "у", "моря"]],
  ["", []],
])("suggests what %j shows, in its order", (prompt, tags) => {
  expect(suggestTags(prompt, [])).toEqual(tags);
});

test("suggests each word once, a few at most, and none that is there already", () => {
  expect(suggestTags("Boat boat BOAT harbor", ["Harbor"])).toEqual(["boat"]);
  expect(suggestTags("anchor boat cliff dock eagle ferry gull harbor", [])).toHaveLength(6);
});
