import { expect, test } from "vitest";
import { loggedPath } from "~/.server/http/logged-path";

const token = "Abc_123-defGHI456jkl78";

test.each([
  `/s/${token}`,
  `/s/${token}?page=2`,
  `/s/${token}.data`,
  `/s/${token}/preview.jpg`,
  `/s/${token}/media/1/original?download`,
  `/S/${token}`,
  `/%73/${token}`,
  `/s/%41bc_123-defGHI456jkl78`,
  `/s/${token}/more/%ff`,
  `//s/${token}`,
  `/report/${token}`,
  `/Report/${token}?picture=1`,
  `/oembed?url=https://easel.test/s/${token}`,
  `/elsewhere/${token}`,
])("no token of a link gets into a log: %s", (url) => {
  expect(loggedPath(url)).not.toMatch(/bc_123/);
});

test("every other path is told as it is, without its query", () => {
  expect(loggedPath("/gallery?q=secret")).toBe("/gallery");
  expect(loggedPath("/media/0199d5c2-7a64-7000-8000-3f9a2c000000/thumb")).toBe(
    "/media/0199d5c2-7a64-7000-8000-3f9a2c000000/thumb",
  );
  expect(loggedPath("/assets/picture-screen-Ab12Cd34.js")).toBe(
    "/assets/picture-screen-Ab12Cd34.js",
  );
});
