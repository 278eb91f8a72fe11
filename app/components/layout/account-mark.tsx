import { useState } from "react";
import { useLocation, useRouteLoaderData } from "react-router";

/** Whom the server has made this page for: empty for visitors. */
export function useAccountMark(): string {
  return useRouteLoaderData<{ account: string }>("root")?.account ?? "";
}

/**
 * Names the account in a form that does something as a person. It stays the one that the page was opened with, also
 * when another one is signed in elsewhere and the page's data are loaded anew: the server then refuses, and says so.
 */
export function AccountMark() {
  const account = useAccountMark();
  const { key } = useLocation();
  const [opened, setOpened] = useState({ key, account });
  if (opened.key !== key) setOpened({ key, account });
  return <input type="hidden" name="account" value={opened.account} />;
}
