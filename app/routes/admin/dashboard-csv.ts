import type { Route } from "./+types/dashboard-csv";
import { AppError } from "~/.server/errors";
import { requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { csvFile } from "~/.server/http/csv-file";
import { respondPlain } from "~/.server/http/respond-plain";
import { readDashboard } from "~/.server/use-cases/read-dashboard";
import { readRange } from "~/domain/admin/dashboard-range";
import {
  type CellFormat,
  dashboardTableNames,
  dashboardTables,
} from "~/components/dashboard/tables";

/** One table of the dashboard, numbers as they are, for the days that the address names. */
export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { context, url } = args;
  const wanted = url.searchParams.get("table") ?? "days";
  const name = dashboardTableNames.find((each) => each === wanted);
  return await respondPlain(context, async () => {
    if (!name) throw new AppError("not_found");
    const container = context.get(containerContext);
    await container.accounts.takeRateLimit("admin-export", session);
    const view = await readDashboard(container, session, readRange(url.searchParams));
    const { columns, rows } = dashboardTables[name](view);
    const { from, to } = view.range;
    const head = columns.map(({ label, format }) => {
      const unit = units[format];
      return unit ? `${label} (${unit})` : label;
    });
    return csvFile(`easel-${name}-${from}-${to}`, head, rows);
  });
}

const units: Partial<Record<CellFormat, string>> = {
  usd: "USD",
  share: "0 to 1",
  seconds: "seconds",
  bytes: "bytes",
};
