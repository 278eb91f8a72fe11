import type { Route } from "./+types/report";
import { doneIn, redirectDone } from "./done.server";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { actOnReport } from "~/.server/use-cases/act-on-report";
import { AdminReportScreen } from "~/components/admin/report-screen";
import { report as words } from "~/components/admin/reports-words";
import { reportActForm, type ReportAct } from "~/domain/admin/reports";
import { pageIn } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** Files of a board. */
const pageSize = 100;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { reportQueue, newId } = args.context.get(containerContext);
  const page = pageIn(args.url);
  const report = await respond(() =>
    reportQueue.read(session, args.params.reportId, page, pageSize),
  );
  const doneWords = doneIn(args.url);
  return { report, page, takeDownId: newId(), nowIso: new Date().toISOString(), doneWords };
}

export async function action(args: Route.ActionArgs) {
  const { context, params, url } = args;
  const work = async (form: ReportAct, { session }: { session: string }) => {
    await actOnReport(context.get(containerContext), session, params.reportId, form);
    return redirectDone(url, form.intent);
  };
  return await adminAction(args, reportActForm, work, { repeatedFields: ["mediaId"] });
}

export default function Report({ loaderData, actionData }: Route.ComponentProps) {
  return <AdminReportScreen {...loaderData} pageSize={pageSize} refusal={actionData} />;
}
