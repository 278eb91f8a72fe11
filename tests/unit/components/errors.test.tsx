import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider, UNSAFE_ErrorResponseImpl } from "react-router";
import { expect, test } from "vitest";
import { RouteError } from "~/components/errors/route-error";

function htmlOf(error: unknown): string {
  const element = <RouteError error={error} />;
  const router = createMemoryRouter([{ path: "/", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

test("what a proxy says in a shape of its own is a failure like any other", () => {
  const error = new UNSAFE_ErrorResponseImpl(502, "Bad Gateway", "{nginx} is sorry");
  expect(htmlOf(error)).toContain("available right now");
});

test("a page that the browser could not load is not said to be in our log", () => {
  const html = htmlOf(new TypeError("Failed to fetch"));
  expect(html).toContain("Something went wrong");
  expect(html).not.toContain("logged");
  expect(html).not.toContain("on our side");
});
