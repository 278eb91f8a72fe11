import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createPasswordCheck, findWeakness } from "~/.server/auth/weak-passwords";
import { weaknessMessages } from "~/domain/passwords";

const ann = { email: "ann.miller@harbour.example", name: "Ann Miller" };
const weaknessOf = (password: string, owner = ann) => findWeakness(password, owner, "pics.test");

test.each([
  "password",
  "12345678",
  "Password1",
  "iloveyou",
  "aaaaaaaa",
  "P@ssw0rd1",
  "p@$$w0rd",
  "!!Passw0rd",
  "l3tme1n99",
  "dr4g0n55!",
  "Summer2026!",
  "trombone42",
  "charlotte7",
  "football!!",
  "qwertyui",
  "asdfghjkl",
  "poiuytrewq",
  "abcdefgh",
  "hgfedcba",
  "19901231",
  "01.01.90",
  "555 0100 ".replaceAll(" ", "") + "12",
  "lovelovelove",
  "abcabcabc",
  "1212121212",
  "éééééééé",
  "drowssap",
])("knows %s as common", async (password) => {
  expect(await weaknessOf(password)).toBe("common");
});

test.each([
  "ann.miller@harbour.example",
  "ANN.MILLER@HARBOUR.EXAMPLE",
  "ann.miller",
  "annmiller",
  "AnnMiller2026",
  "m1ller@nn",
  "harbour.example",
  "millermiller",
  "easel-harbour",
  "EASEL2026",
  "Easel!Easel!",
  "pics.test1",
])("knows %s as too close to the person or the site", async (password) => {
  expect(["personal", "common"]).toContain(await weaknessOf(password));
});

test("says which of the two it is", async () => {
  expect(await weaknessOf("ann.miller@harbour.example")).toBe("personal");
  expect(await weaknessOf("annmiller26")).toBe("personal");
  expect(await weaknessOf("annmiller26", { email: "bob@example.org", name: "" })).toBeNull();
});

test.each([
  "correct horse battery staple",
  "quiet-otter-42-lamp",
  "weasel-on-a-hill",
  "x7Kp2mQz",
  "a quite new password",
  "harbour lights at dawn",
  "mississippi-flows-south",
  "ёлка под снегом",
  "雨の降る静かな夜",
  "1!|7$5s".repeat(10),
  "lantern-by-the-harbour",
])("lets %s pass", async (password) => {
  expect(await weaknessOf(password)).toBeNull();
});

test("an owner of whom little is known makes no password weak", async () => {
  expect(await weaknessOf("x7Kp2mQz", { email: "a@b.co", name: "" })).toBeNull();
});

test("refuses with the reason for the field, and asks about breaches only what passed", async () => {
  const asked: string[] = [];
  const digits = createHash("sha1").update("tulip-meadow-49").digest("hex").toUpperCase();
  const check = createPasswordCheck({
    publicOrigin: "https://pics.test",
    breachCheckUrl: "https://pwned.test",
    fetch: async (input) => {
      asked.push(String(input));
      return new Response(`${digits.slice(5)}:3`);
    },
    log: () => {},
  });
  const reasonOf = (password: string) => check(password, ann).then(String, ({ fields }) => fields);
  expect(await reasonOf("password")).toEqual({ password: [weaknessMessages.common] });
  expect(await reasonOf("ann.miller1")).toEqual({ password: [weaknessMessages.personal] });
  expect(await reasonOf("tulip-meadow-49")).toEqual({ password: [weaknessMessages.breached] });
  expect(await reasonOf("tulip-meadow-50")).toBe("undefined");
  expect(asked).toHaveLength(2);
  expect(asked[0]).toBe(`https://pwned.test/range/${digits.slice(0, 5)}`);
});
