import { readdirSync } from "node:fs";
import sharp from "sharp";
import { expect, test } from "vitest";
import { examples } from "~/components/studio/examples";
import { editExample, videoExample } from "~/components/studio/tab-examples";

const folder = "public/examples";
const names = [examples, editExample.pictures, videoExample.pictures].flatMap((each) =>
  each.map(({ name }) => `${name}.webp`),
);

test("every example is there, and no other file", () => {
  expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
});

test.each(names)("%s says in its file that a program drew it", async (name) => {
  const { xmp } = await sharp(`${folder}/${name}`).metadata();
  expect(xmp?.toString()).toContain("digitalsourcetype/algorithmicMedia");
});
