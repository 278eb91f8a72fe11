import { models } from "./models-words";
import { reports } from "./reports-words";
import { rules } from "./rules-words";
import { allowances, codes, people } from "./people-words";
import { audit, control, dashboard } from "./words";

/** The admin pages, in the order in which they are named on every one of them. */
export const adminPages: readonly { to: string; label: string }[] = [
  { to: "/admin", label: dashboard.pageTitle },
  { to: "/admin/models", label: models.pageTitle },
  { to: "/admin-control", label: control.pageTitle },
  { to: "/admin/reports", label: reports.pageTitle },
  { to: "/admin/rules", label: rules.pageTitle },
  { to: "/admin/audit", label: audit.pageTitle },
  { to: "/admin/users", label: people.pageTitle },
  { to: "/admin/codes", label: codes.pageTitle },
  { to: "/admin/allowances", label: allowances.pageTitle },
];
