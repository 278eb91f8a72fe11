import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { RouteError } from "~/components/errors/route-error";

test("a page that the browser could not load is not said to be in our log", () => {
  const element = <RouteError error={new TypeError("Failed to fetch")} />;
  const router = createMemoryRouter([{ path: "/", element }]);
  const html = renderToStaticMarkup(<RouterProvider router={router} />);
  expect(html).toContain("Something went wrong");
  expect(html).not.toContain("logged");
  expect(html).not.toContain("on our side");
});
