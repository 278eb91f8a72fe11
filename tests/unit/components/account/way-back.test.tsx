import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { ResetPasswordScreen } from "~/components/account/reset-password-screen";
import { SignInScreen } from "~/components/account/sign-in-screen";
import { SignUpScreen } from "~/components/account/sign-up-screen";

const wayBack = "/edit?seed=7";
/** The address that a refused form was sent to knows no way back. */
const refused = {
  refusal: { result: { initialValue: { next: wayBack }, error: { "": ["Not now."] } } },
  next: "/",
};

function render(element: React.ReactElement): string {
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

test.each([
  [
    "signing in",
    <SignInScreen key="in" notice={undefined} {...refused} />,
    ["/signup", "/forgot-password"],
  ],
  ["signing up", <SignUpScreen key="up" {...refused} />, ["/login"]],
  [
    "a new password",
    <ResetPasswordScreen
      key="new"
      email="ada@example.org"
      needs="password"
      openedBy="password"
      {...refused}
    />,
    [],
  ],
])("a refused form for %s still leads back to where one was", (_what, screen, links) => {
  const html = render(screen);
  expect(html).toContain(`name="next" value="${wayBack}"`);
  for (const path of links)
    expect(html).toContain(`href="${path}?${new URLSearchParams({ next: wayBack })}"`);
});
