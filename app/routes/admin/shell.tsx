import { Outlet, useLocation, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/shell";
import { adminMiddleware, requireAdmin } from "~/.server/http/admin-session";
import { AdminFrame } from "~/components/admin/admin-frame";
import { RouteError } from "~/components/errors/route-error";
import type { RouteHandle } from "~/components/layout/matches";
import type { loader as rootLoader } from "~/root";

/** Of every admin page: no JavaScript, so that none of it is in what the studio's pages load. */
export const handle: RouteHandle = { scripts: false, frame: "own" };

export const middleware: Route.MiddlewareFunction[] = [adminMiddleware];

export async function loader(args: Route.LoaderArgs) {
  const { name } = await requireAdmin(args);
  return { adminName: name };
}

export default function AdminShell({ loaderData }: Route.ComponentProps) {
  return (
    <Framed adminName={loaderData.adminName}>
      <Outlet />
    </Framed>
  );
}

export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  return (
    <Framed adminName={loaderData?.adminName ?? null}>
      <RouteError error={error} />
    </Framed>
  );
}

function Framed({ adminName, children }: { adminName: string | null; children: React.ReactNode }) {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const { pathname, search } = useLocation();
  return (
    <AdminFrame adminName={adminName} theme={root?.theme ?? "system"} path={pathname + search}>
      {children}
    </AdminFrame>
  );
}
