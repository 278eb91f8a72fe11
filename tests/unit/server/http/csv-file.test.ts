import { expect, test } from "vitest";
import { csvFile } from "~/.server/http/csv-file";

const textOf = async (cells: readonly (string | number | null)[]) =>
  (await csvFile("codes", ["a"], [cells]).text()).split("\r\n")[1];

test("is a file to download, with a head and a line for each row", async () => {
  const file = csvFile(
    "gift codes/../x",
    ["Code", "Credits"],
    [
      ["AB", 5],
      ["CD", null],
    ],
  );
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="gift-codes-x.csv"');
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(bytes.subarray(3).toString()).toBe('"Code","Credits"\r\n"AB",5\r\n"CD",\r\n');
});

test("keeps quotes, commas, line breaks and every script in their cell", async () => {
  expect(await textOf(['He said "sea, sky"', "два\nслова 海"])).toBe(
    '"He said ""sea, sky""","два\nслова 海"',
  );
});

test("leaves numbers as they are, also negative ones", async () => {
  expect(await textOf([-500, 0.25])).toBe("-500,0.25");
});

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["  =1", "  '=1"],
  ["\t=1", "'\t'=1"],
  ["\r=1", "'\r'=1"],
  ["＝1", "'＝1"],
  ["sea;=cmd|' /C calc'!A0", "sea;'=cmd|' /C calc'!A0"],
  ["a\n=1", "a\n'=1"],
])("no cell starts a formula: %j", async (typed, written) => {
  expect(await textOf([typed])).toBe(`"${written}"`);
});

test("a word with a sign within it stays as it is", async () => {
  expect(await textOf(["well-known a=b me@example.org"])).toBe('"well-known a=b me@example.org"');
});
