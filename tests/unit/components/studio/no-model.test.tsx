import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { NoModel } from "~/components/studio/no-model";

function render(forOperator: boolean): string {
  const words = { noModel: "No editing models are available yet." };
  const element = (
    <NoModel words={words} otherKinds={["image", "video"]} forOperator={forOperator} />
  );
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

test("says what is missing in a sentence for everybody, and leads to what there is", () => {
  const html = render(false);
  expect(html).toContain("No editing models are available yet.");
  expect(html).toMatch(/href="\/"[^>]*>Make a picture</);
  expect(html).toMatch(/href="\/video"[^>]*>Make a video</);
  expect(html).not.toMatch(/key|env/);
});

test("tells whoever runs the site, apart, what turns it on", () => {
  expect(render(true)).toContain("If you run this site: add a provider key");
});
