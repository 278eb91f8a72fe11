import type { IncomingMessage, ServerResponse } from "node:http";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ServerBuild } from "react-router";
import type { Env } from "../env";
import type { Readings, ReadMetrics } from "../admin/metrics-port";
import { showsSecret } from "./cron-secret";
import { openRoutePattern } from "./route-pattern";

export interface Metrics {
  /** Counts a request once it has been answered, or was given up, by the pattern of its address. */
  countWhenClosed(incoming: IncomingMessage, outgoing: ServerResponse): void;
  /** `/metrics`: 401 without the token. Reads the database once in five seconds at most. */
  answer(incoming: IncomingMessage): Promise<Response>;
}

interface MetricsOptions {
  env: Pick<Env, "metricsToken">;
  container: { readMetrics: ReadMetrics };
  loadBuild(): Promise<ServerBuild>;
}

interface MetricsParts {
  metricsToken: string;
  readMetrics: ReadMetrics;
  /** Such as `/image/:mediaId`: never the address itself, of which there is no end. */
  patternOf(url: string): string;
}

const methods = new Set(["GET", "HEAD", "POST"]);
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const freshMs = 5_000;
/** Open for as long as somebody looks at the page: how long says nothing. */
const endless = new Set(["/events"]);

/**
 * What this process and its database tell a monitor, in the text format of Prometheus. The database's part is the same
 * from every process.
 */
function createMetrics({ metricsToken: token, readMetrics, patternOf }: MetricsParts): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: "easel_" });
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "easel_http_requests_total",
    help: "Requests that this process has answered.",
    labelNames,
    registers: [register],
  });
  const durations = new Histogram({
    name: "easel_http_request_duration_seconds",
    help: "Time from a request to the end of its answer.",
    labelNames: ["route"],
    buckets,
    registers: [register],
  });
  let kept: { at: number; readings: Promise<Readings> } | null = null;
  const read = () => {
    if (!kept || performance.now() - kept.at >= freshMs)
      kept = { at: performance.now(), readings: readMetrics() };
    return kept.readings;
  };
  return {
    countWhenClosed({ method = "", url = "" }, outgoing) {
      const startedAt = performance.now();
      outgoing.once("close", () => {
        const route = patternOf(url);
        const known = methods.has(method) ? method : "other";
        requests.inc({ method: known, route, status: String(outgoing.statusCode) });
        if (!endless.has(route))
          durations.observe({ route }, (performance.now() - startedAt) / 1000);
      });
    },
    async answer({ headers }) {
      if (!showsSecret(headers.authorization, token))
        return new Response("Show the token: Authorization: Bearer METRICS_TOKEN\n", {
          status: 401,
          headers: { ...plain, "www-authenticate": "Bearer" },
        });
      const readings = await read().catch(() => null);
      const parts = [await register.metrics(), await describe(readings).metrics()];
      return new Response(parts.join("\n"), {
        headers: { ...plain, "content-type": register.contentType },
      });
    },
  };
}

const plain = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };

/** What the database says; null: it does not answer, which is said as well. */
function describe(readings: Readings | null): Registry {
  const register = new Registry();
  const registers = [register];
  const gauge = (name: string, help: string, value: number | null) => {
    const made = new Gauge({ name, help, registers });
    if (value !== null) made.set(value);
  };
  gauge("easel_database_up", "1 when the database has answered, else 0.", readings ? 1 : 0);
  if (!readings) return register;
  const { waiting, running, check } = readings;
  gauge("easel_queue_depth", "Requests that wait for a worker; 10,000 at most.", waiting.count);
  gauge("easel_queue_oldest_seconds", "Age of the oldest of them.", waiting.oldestSeconds);
  gauge("easel_generations_running", "Requests that are being worked on.", running);
  gauge("easel_ledger_violations", "What the last check found wrong.", check?.violations ?? null);
  gauge("easel_check_age_seconds", "Time since that check ended.", check?.ageSeconds ?? null);
  countToday(readings, registers);
  const media = { labelNames: ["kind"], registers };
  const bytes = new Gauge({ name: "easel_media_bytes", help: "Bytes of files kept.", ...media });
  const files = new Gauge({ name: "easel_media_files", help: "Files kept.", ...media });
  for (const { kind, files: count, bytes: size } of readings.storage) {
    bytes.set({ kind }, size);
    files.set({ kind }, count);
  }
  return register;
}

/** Counters that begin anew at midnight UTC, which Prometheus takes for the restart of a process. */
function countToday({ requests, routes, credits }: Readings, registers: Registry[]): void {
  const asked = new Counter({
    name: "easel_generations_total",
    help: "Requests of today (UTC): asked, and how they ended.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  for (const { kind, outcome, count } of requests) asked.inc({ kind, outcome }, count);
  const answers = new Counter({
    name: "easel_provider_requests_total",
    help: "Answers of providers today (UTC), by route.",
    labelNames: ["route", "outcome"],
    registers,
  });
  for (const { route, isFailure, count } of routes)
    answers.inc({ route, outcome: isFailure ? "failed" : "succeeded" }, count);
  const labels = { labelNames: ["reason"], registers };
  const entries = new Counter({
    name: "easel_ledger_entries_total",
    help: "Entries of the credit ledger today (UTC), by reason: refund, charge …",
    ...labels,
  });
  const moved = new Counter({
    name: "easel_ledger_credits_total",
    help: "Credits that they moved, either way.",
    ...labels,
  });
  for (const { reason, count, amount } of credits) {
    entries.inc({ reason }, count);
    moved.inc({ reason }, amount);
  }
}

/** Null where the environment sets no token: then there is no such address, and nothing is counted. */
export function openMetrics({
  env: { metricsToken },
  container: { readMetrics },
  loadBuild,
}: MetricsOptions): Metrics | null {
  if (metricsToken === null) return null;
  return createMetrics({ metricsToken, readMetrics, patternOf: openRoutePattern(loadBuild) });
}
