import { redirect } from "react-router";
import { done } from "~/components/admin/done-words";

type Deed = keyof typeof done;

/** Back to the page, which then says what was done. */
export function redirectDone(url: URL, deed: Deed, path = url.pathname) {
  return redirect(`${path}?done=${deed}`, 303);
}

/** What the address says was done a moment ago, in words; null for nothing. */
export function doneIn({ searchParams }: URL): string | null {
  const deed = searchParams.get("done") ?? "";
  return Object.hasOwn(done, deed) ? done[deed as Deed] : null;
}
