import { redirect, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/control";
import { answerAdminForm, findAdmin, type Admin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { answerForm } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { readForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";
import { AdminFrame } from "~/components/admin/admin-frame";
import { ControlScreen } from "~/components/admin/control-screen";
import { AdminSignInScreen } from "~/components/admin/sign-in-screen";
import { control as words, signIn } from "~/components/admin/words";
import type { RouteHandle } from "~/components/layout/matches";
import { adminSignInForm, controlForm } from "~/domain/admin/forms";
import type { loader as rootLoader } from "~/root";
import { enter, nextOf } from "./enter.server";
import { changeControl, readControl } from "./settings.server";

export const meta: Route.MetaFunction = ({ loaderData }) => {
  const { pageTitle, description } = loaderData?.adminName ? words : signIn;
  return [
    { title: `${pageTitle} · Easel` },
    { name: "description", content: description },
    { name: "robots", content: "noindex" },
  ];
};

export const handle: RouteHandle = { scripts: false, frame: "own" };

export const headers = pageHeaders;

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const container = context.get(containerContext);
  return await respond(async () => {
    const admin = await findAdmin({ request, context, url });
    if (admin) return await show(container, admin, url);
    const credential = await container.adminPassword.read();
    return {
      adminName: null,
      next: nextOf(url.searchParams.get("next")),
      hasPassword: credential !== null,
      asksForCode: credential?.asksForCode ?? false,
    };
  });
}

async function show(
  container: Parameters<typeof readControl>[0],
  { name, session }: Admin,
  url: URL,
) {
  return {
    adminName: name,
    done: doneOf(url),
    ...(await readControl(container, session)),
  };
}

function doneOf({ searchParams }: URL): "saved" | "unchanged" | "undone" | null {
  const done = searchParams.get("done");
  return done === "saved" || done === "unchanged" || done === "undone" ? done : null;
}

/** The way in, and every change. */
export async function action(args: Route.ActionArgs) {
  const { request, context } = args;
  const form = await respond(() => readForm(request));
  if (form.get("intent") === "sign-in")
    return await answerForm(request, form, adminSignInForm, (given) =>
      enter(request, context, given),
    );
  return await answerAdminForm(args, form, controlForm, async (change, admin, refuseFields) => {
    const done = await changeControl(context.get(containerContext), admin, change);
    return typeof done === "string"
      ? redirect(`/admin-control?done=${done}`, 303)
      : refuseFields(done, 400);
  });
}

export default function Control({ loaderData, actionData }: Route.ComponentProps) {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const theme = root?.theme ?? "system";
  return (
    <AdminFrame adminName={loaderData.adminName} theme={theme} path="/admin-control">
      {loaderData.adminName === null ? (
        <AdminSignInScreen {...loaderData} refusal={actionData} />
      ) : (
        <ControlScreen {...loaderData} refusal={actionData} />
      )}
    </AdminFrame>
  );
}
