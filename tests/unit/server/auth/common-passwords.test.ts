import { expect, test } from "vitest";
import { isCommonPassword } from "~/.server/auth/common-passwords";

test.each(["password", "12345678", "Password1", "iloveyou", "EASEL2026", "easelstudio1"])(
  "knows %s as one that everybody tries first",
  async (password) => {
    expect(await isCommonPassword(password)).toBe(true);
  },
);

test.each(["correct horse battery staple", "quiet-otter-42-lamp", "weasel-on-a-hill"])(
  "lets %s pass",
  async (password) => {
    expect(await isCommonPassword(password)).toBe(false);
  },
);
