import type { HandCaps } from "~/domain/admin/people";
import type { Database } from "../db/clients";
import type { AdminPassword, AdminSessions } from "./access-port";
import type { Control } from "./control-port";
import type { CreditRules, People } from "./people-port";
import type { ReadMetrics } from "./metrics-port";
import { createSupabaseMetrics } from "./supabase-metrics";
import type { Dashboard } from "./dashboard-port";
import type { Invariants } from "./port";
import { readAdminPassword, type AdminPasswordOptions } from "./read-admin-password";
import { createSupabaseAdminSessions } from "./supabase-admin-sessions";
import type { ReportQueue } from "./reports-port";
import type { RuleBook } from "./rules-port";
import { createSupabaseControl } from "./supabase-control";
import { createSupabaseDashboard } from "./supabase-dashboard";
import { createSupabaseInvariants } from "./supabase-invariants";
import { createSupabaseReportQueue } from "./supabase-report-queue";
import { createSupabaseRuleBook } from "./supabase-rule-book";
import { createSupabaseCreditRules, createSupabasePeople } from "./supabase-people";

export interface AdminOptions extends AdminPasswordOptions {
  database: Database;
  handCaps: HandCaps;
}

/** What is done by whoever runs this Easel. */
export function createAdmin(options: AdminOptions): {
  adminPassword: AdminPassword;
  adminSessions: AdminSessions;
  control: Control;
  invariants: Invariants;
  reportQueue: ReportQueue;
  ruleBook: RuleBook;
  people: People;
  creditRules: CreditRules;
  readMetrics: ReadMetrics;
  dashboard: Dashboard;
} {
  const { database, handCaps } = options;
  return {
    adminPassword: readAdminPassword(options),
    adminSessions: createSupabaseAdminSessions(database),
    control: createSupabaseControl(database),
    invariants: createSupabaseInvariants(database),
    reportQueue: createSupabaseReportQueue(database),
    ruleBook: createSupabaseRuleBook(database),
    people: createSupabasePeople(database, handCaps),
    creditRules: createSupabaseCreditRules(database),
    readMetrics: createSupabaseMetrics(database),
    dashboard: createSupabaseDashboard(database),
  };
}
