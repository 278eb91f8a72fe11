import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { NoModel } from "~/components/studio/no-model";

test("says what is missing, and leads to what there is", () => {
  const element = <NoModel words={{ work: "edits" }} otherKinds={["image", "video"]} />;
  const router = createMemoryRouter([{ path: "*", element }]);
  const html = renderToStaticMarkup(<RouterProvider router={router} />);
  expect(html).toContain("No model for edits is set up here yet.");
  expect(html).toMatch(/href="\/"[^>]*>Make a picture</);
  expect(html).toMatch(/href="\/video"[^>]*>Make a video</);
  expect(html).toContain('href="/about-models"');
});
