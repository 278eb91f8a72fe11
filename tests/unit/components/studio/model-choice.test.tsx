import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import type { GenerationCard, PictureTile } from "~/components/media/types";
import { arrangeModels } from "~/components/studio/arrange-models";
import { ModelPage } from "~/components/studio/model-page";
import { takesWords } from "~/components/studio/model-words";
import { bare, mover, renderStudio, wordsOf } from "./a-studio";

const many = Array.from({ length: 12 }, (_, at) => ({
  ...bare,
  id: `model-${at}`,
  name: `Model ${at}`,
  tier: (["finest", "quick", "standard"] as const)[at % 3] ?? "quick",
}));

const tile = (id: string): PictureTile => ({ id }) as PictureTile;
const used = (model: string, ...ids: string[]) =>
  ({ model, media: ids.map(tile) }) as unknown as GenerationCard;

function renderPage(
  generations: readonly GenerationCard[],
  address = "/video?draft=T&choose=model&model=model-4",
): string {
  const [, , , , selected = bare] = many;
  const element = (
    <ModelPage kind="video" models={many} generations={generations} selectedModel={selected} />
  );
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [address] });
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

const namesIn = (html: string) =>
  [
    ...html.matchAll(
      /<button[^>]* name="model"[^>]* value="([^"]+)"|value="([^"]+)"[^>]* name="model"/g,
    ),
  ].map(([, before, after]) => before ?? after);

test("many models stand behind the chosen one, whose button leads to all of them", () => {
  const html = renderStudio({ models: many, form: { model: "model-4" } });
  const button = /<button[^>]*value="choose:model".*?<\/button>/s.exec(html)?.[0] ?? "";
  expect(wordsOf(button)).toContain("Model 4");
  expect(wordsOf(button)).toContain("Change");
  expect(html).not.toContain("Model 5");
});

test("shows few models as they are", () => {
  const html = renderStudio({ models: [mover, bare] });
  expect(html.match(/value="model:/g)).toHaveLength(2);
  expect(html).not.toContain("choose:model");
});

test("the list begins with what one used last, then goes from quick to finest, the built-in last", () => {
  const groups = arrangeModels(
    [{ ...bare, id: "own", builtIn: true, tier: "quick" }, ...many],
    [used("model-2", "p1", "p2"), used("model-0"), used("model-2", "p3", "p4", "p5")],
    { find: "", tier: "" },
  );
  expect(groups.map(({ title }) => title)).toEqual([
    "Used lately",
    "Quick",
    "Standard",
    "Finest",
    "Built in",
  ]);
  expect(groups[0]?.models.map(({ id }) => id)).toEqual(["model-2", "model-0"]);
  expect(groups[0]?.models[0]?.own.map(({ id }) => id)).toEqual(["p1", "p2", "p3", "p4"]);
  expect(groups.flatMap(({ models }) => models)).toHaveLength(13);
});

test.each([
  [{ find: "MODEL 1", tier: "" }, ["model-1", "model-10", "model-11"]],
  [{ find: "mödel 11", tier: "" }, ["model-11"]],
  [{ find: "11 finest", tier: "" }, []],
  [{ find: "", tier: "quick" }, ["model-1", "model-4", "model-7", "model-10"]],
  [{ find: "lively", tier: "standard" }, ["model-2", "model-5", "model-8", "model-11"]],
])("%j finds %j", (search, found) => {
  const ids = arrangeModels(many, [], search).flatMap(({ models }) => models.map(({ id }) => id));
  expect(ids.toSorted()).toEqual(found.toSorted());
});

test("as a page of its own it keeps what the form is filled from, shows pictures of one's own, and leads back", () => {
  const html = renderPage([used("model-2", "p1")]);
  expect(html).toContain('<input type="hidden" name="draft" value="T"/>');
  expect(html).not.toMatch(/type="hidden" name="(model|choose)"/);
  expect(namesIn(html)).toHaveLength(12);
  expect(namesIn(html)[0]).toBe("model-2");
  expect(html).toContain('src="/media/p1/thumb"');
  expect(html.match(/aria-pressed="true"/g)).toHaveLength(1);
  expect(html).toMatch(/href="\/video\?draft=T&amp;model=model-4"[^>]*>.*Keep Model 4/);
});

test("a page narrowed by its address says so when nothing matches", () => {
  expect(namesIn(renderPage([], "/video?choose=model&tier=finest"))).toHaveLength(4);
  const html = renderPage([], "/video?choose=model&find=zebra");
  expect(wordsOf(html)).toContain("No model matches “ zebra ”");
  expect(html).toMatch(/name="find"[^>]*value="zebra"/);
});

test("says what a model takes", () => {
  expect(takesWords(mover)).toBe(
    "With or without a picture. 5 to 10 seconds. 720p, 1080p. Can leave things out. Up to 2 at once. Up to 800 characters.",
  );
  expect(takesWords({ ...bare, source: "required", maxPromptLength: 2000 })).toBe(
    "Needs a picture.",
  );
});

test.each([
  [null, null],
  [0.19, null],
  [0.2, "Has been failing a lot lately: 2 in 10"],
  [0.96, "Has been failing a lot lately: 10 in 10"],
])("of a share of %s failures it says %s, on the card and at the button", (failureShare, words) => {
  const html = renderStudio({ models: [{ ...mover, failureShare }] });
  const said = html.match(/Has been failing a lot lately: \d+ in 10/g) ?? [];
  expect(said).toEqual(words ? [words, words] : []);
});

test("says the price and the usual wait, for one file or for each of several", () => {
  expect(wordsOf(renderStudio())).toContain("2,500 credits each, usually about 2 minutes");
  expect(wordsOf(renderStudio({ models: [bare] }))).toContain(
    "2,500 credits, usually about 2 minutes",
  );
});
