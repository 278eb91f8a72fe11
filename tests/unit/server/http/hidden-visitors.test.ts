import { expect, test } from "vitest";
import { watchHiddenVisitors } from "~/.server/http/hidden-visitors";

function watch() {
  const told: string[] = [];
  return { told, see: watchHiddenVisitors((words) => told.push(words)) };
}
const visitors = ["203.0.113.7", "203.0.113.8", "198.51.100.9", "198.51.100.10"];

test.each(["x-forwarded-for", "x-real-ip", "cf-connecting-ip"])(
  "says once that visitors are hidden behind a proxy that names them in %s",
  (name) => {
    const { told, see } = watch();
    for (const visitor of [...visitors, ...visitors]) see({ [name]: visitor }, "127.0.0.1");
    expect(told).toEqual([
      expect.stringMatching(/^All visitors seem to come from 127\.0\.0\.1, though .*TRUST_PROXY/),
    ]);
    expect(told.join()).toContain(name);
  },
);

test("says nothing where visitors are told apart", () => {
  const { told, see } = watch();
  for (const visitor of visitors) see({ "x-forwarded-for": visitor }, visitor);
  expect(told).toEqual([]);
});

test("says nothing of one visitor behind a proxy, nor of many without one", () => {
  const { told, see } = watch();
  for (let visit = 0; visit < 9; visit += 1) see({ "x-forwarded-for": "203.0.113.7" }, "::1");
  for (const visitor of visitors) see({}, visitor);
  expect(told).toEqual([]);
});
