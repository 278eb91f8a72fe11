import type { UIMatch } from "react-router";
import { expect, test } from "vitest";
import { studioOf } from "~/components/layout/matches";

const shown = (loaderData: object) => studioOf([{ loaderData } as UIMatch]);

test("the theme goes by the studio's form only where that form is", () => {
  const studio = { kind: "image", start: { model: "painter" }, isChoosingModel: false };
  expect(shown(studio)).toBe("image");
  expect(shown({ ...studio, start: { model: "" } })).toBeNull();
  expect(shown({ ...studio, isChoosingModel: true })).toBeNull();
  expect(shown({})).toBeNull();
});
