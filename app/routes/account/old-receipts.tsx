import type { Route } from "./+types/old-receipts";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { redirectToSignIn, requireViewer, respondOrSignIn } from "~/.server/http/session";
import { OldReceiptsScreen } from "~/components/account/old-receipts-screen";
import { oldReceipts as words } from "~/components/account/takeout-words";
import { pageIn } from "~/domain/forms";
import { bookParts } from "~/domain/takeout-words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const pageSize = 50;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { imports } = context.get(containerContext);
  const asked = url.searchParams.get("list");
  const part = bookParts.find((each) => each === asked) ?? "receipts";
  const page = pageIn(url);
  const found = await respondOrSignIn(url, () => imports.books(viewer, part, page, pageSize));
  const { account, rows, total } = found;
  if (!account) redirectToSignIn(url);
  const pageCount = Math.ceil(total / pageSize);
  return { account, rows, part, page, pageCount, nowIso: new Date().toISOString() };
}

export default function OldReceipts({ loaderData }: Route.ComponentProps) {
  return <OldReceiptsScreen {...loaderData} />;
}
