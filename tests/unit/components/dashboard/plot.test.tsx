import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Plot } from "~/components/dashboard/plot";
import { topOf } from "~/components/dashboard/scale";

const shown = { title: "Requests", stepName: "Day", steps: ["Nov 1", "Nov 2"] };
const series = [
  { label: "Pictures", tone: "a" as const, values: [3, 1] },
  { label: "Videos", tone: "b" as const, values: [1, 0] },
];

test.each([
  [0, 2],
  [1, 2],
  [3, 4],
  [11, 20],
  [60, 60],
  [61, 80],
  [100, 100],
  [101, 200],
  [1_234_567, 2_000_000],
])("a plot of at most %i ends at %i", (largest, top) => {
  expect(topOf(largest)).toBe(top);
});

test("bars stand on each other, and each is as high as its number", () => {
  const html = renderToStaticMarkup(<Plot {...shown} series={series} shape="bars" />);
  const bars = [
    ...html.matchAll(/class="plot-bar" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g),
  ];
  expect(bars.map(([, y, height]) => [Number(y), Number(height)])).toEqual([
    [25, 75],
    [75, 25],
    [0, 25],
  ]);
});

test.each(["bars", "lines"] as const)(
  "a plot of %s says in words and in a table what it shows",
  (shape) => {
    const html = renderToStaticMarkup(<Plot {...shown} series={series} shape={shape} />);
    expect(html).toContain('aria-label="Requests. Altogether: pictures 4, videos 1."');
    expect(html).toContain("<title>Nov 1: pictures 3, videos 1</title>");
    expect(html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")).toContain(
      "Day Pictures Videos Nov 1 3 1 Nov 2 1 0",
    );
    expect(html).not.toMatch(/style=/);
  },
);

test("a plot of nothing says so, and draws nothing", () => {
  const none = series.map((each) => ({ ...each, values: [0, 0] }));
  const html = renderToStaticMarkup(<Plot {...shown} series={none} shape="lines" />);
  expect(html).toContain("Nothing in these days");
  expect(html).not.toContain("plot-line");
});

test("one day alone is drawn as wide as its column", () => {
  const one = [{ label: "Pictures", tone: "a" as const, values: [1] }];
  const html = renderToStaticMarkup(
    <Plot {...shown} steps={["Nov 1"]} series={one} shape="lines" />,
  );
  expect(html).toMatch(/<polyline class="plot-line" points="55,50 65,50"/);
});
