import { expect, test } from "vitest";
import { parseRange } from "~/.server/media/serve/byte-range";

test.for([
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=10-19", { start: 10, end: 19 }],
  ["bytes=10-", { start: 10, end: 99 }],
  ["bytes=10-1000", { start: 10, end: 99 }],
  ["bytes=-1", { start: 99, end: 99 }],
  ["bytes=-1000", { start: 0, end: 99 }],
  ["Bytes = 5-6", { start: 5, end: 6 }],
] as const)("reads %s of 100 bytes", ([header, range]) => {
  expect(parseRange(header, 100)).toEqual(range);
});

test.for([
  null,
  "",
  "bytes=",
  "bytes=-",
  "bytes=5-4",
  "bytes=a-b",
  "bytes=0-1,5-6",
  "items=0-1",
  "bytes=1.5-2",
  "bytes=--5",
])("gives the whole for %j", (header) => {
  expect(parseRange(header, 100)).toBe("whole");
});

test.for(["bytes=100-", "bytes=100-200", "bytes=999999999999999-", "bytes=-0"])(
  "cannot satisfy %s",
  (header) => {
    expect(parseRange(header, 100)).toBe("unsatisfiable");
  },
);

test("cannot satisfy any range of nothing", () => {
  expect(parseRange("bytes=0-", 0)).toBe("unsatisfiable");
  expect(parseRange("bytes=-5", 0)).toBe("unsatisfiable");
});
