import { redirect } from "react-router";
import type { Route } from "./+types/audit";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { AuditScreen } from "~/components/admin/audit-screen";
import { audit as words } from "~/components/admin/words";
import { undoForm } from "~/domain/admin/forms";
import { undoLine } from "./undo.server";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const pageSize = 50;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { searchParams } = args.url;
  const textOf = (name: string) => searchParams.get(name)?.trim() || null;
  const numberOf = (name: string) => {
    const text = searchParams.get(name) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  const query = { actor: textOf("actor"), subject: textOf("subject") };
  const place = { before: numberOf("before"), after: numberOf("after") };
  const { control } = args.context.get(containerContext);
  const page = await respond(() =>
    control.audit(session, { ...query, ...place, action: null, limit: pageSize }),
  );
  return { page, query, isUndone: searchParams.has("undone") };
}

export async function action(args: Route.ActionArgs) {
  return await adminAction(args, undoForm, async (form, admin, refuseFields) => {
    const done = await undoLine(args.context.get(containerContext), admin, form);
    return typeof done === "string"
      ? redirect("/admin/audit?undone", 303)
      : refuseFields(done, 400);
  });
}

export default function Audit({ loaderData, actionData }: Route.ComponentProps) {
  return <AuditScreen {...loaderData} refusal={actionData} />;
}
