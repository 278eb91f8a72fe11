import type { EmulatedRoute, EmulatedService } from "./emulator.ts";
import { falFileRoutes } from "./fal-files.ts";
import { falQueueRoutes } from "./fal-queue.ts";
import {
  failureOf,
  guarded,
  phaseOf,
  usualFalBehaviour,
  type FalBehaviour,
  type FalEmulatedJob,
  type FalState,
} from "./fal-state.ts";

export interface FalEmulator extends EmulatedService {
  /** Every job so far, the oldest first. */
  jobs: FalEmulatedJob[];
  /** What jobs submitted from now on do. Other processes say it by POST to `/__fal`, or the service's other name. */
  behave(behaviour: Partial<FalBehaviour>): void;
  /** The bytes of a file that was uploaded; null where none was. */
  uploaded(address: string): Buffer | null;
  forget(): void;
}

/**
 * fal.ai at wire level (docs/providers.md 5): queue, storage, request list and files, its state in memory. A gateway
 * that offers the same queue is another one of these, with its own name, `queueAt`, `scheme` and `mediaHost`.
 */
export function createFalEmulator(
  options: { name?: string } & Partial<
    Pick<FalState, "queueAt" | "scheme" | "mediaHost" | "key">
  > = {},
): FalEmulator {
  const { name = "fal", ...chosen } = options;
  const state: FalState = {
    jobs: [],
    uploads: new Map(),
    behaviour: usualFalBehaviour,
    queueAt: "/queue.fal.run",
    scheme: "Key",
    mediaHost: "v3.fal.media",
    key: null,
    ...chosen,
  };
  const behave = (changes: Partial<FalBehaviour>) => {
    state.behaviour = { ...state.behaviour, ...changes };
  };
  const control: EmulatedRoute = {
    method: "POST",
    pattern: `/__${name}`,
    answer({ body }) {
      behave(JSON.parse(body.toString()) as Partial<FalBehaviour>);
      return { json: state.behaviour };
    },
  };
  return {
    name,
    jobs: state.jobs,
    behave,
    uploaded: (address) => state.uploads.get(address)?.bytes ?? null,
    forget() {
      state.jobs.length = 0;
      state.uploads.clear();
      state.behaviour = usualFalBehaviour;
    },
    routes: [
      control,
      ...falQueueRoutes(state),
      ...falFileRoutes(state),
      listRoute(state),
      ...catalogRoutes(state),
    ],
  };
}

/** The account's requests to one endpoint, the newest first (docs/providers.md 5.3). */
function listRoute(state: FalState): EmulatedRoute {
  return {
    method: "GET",
    pattern: "/api.fal.ai/v1/models/requests/by-endpoint",
    answer: guarded(state, ({ query }) => {
      const start = Date.parse(query.get("start") ?? "") || Date.now() - 86_400_000;
      const end = Date.parse(query.get("end") ?? "") || Date.now();
      const listed = state.jobs
        .filter(({ endpoint }) => endpoint === query.get("endpoint_id"))
        .filter(({ sentAt }) => sentAt.getTime() >= start && sentAt.getTime() < end)
        .filter((job) => (job.looks += 1) > job.behaviour.unlistedLooks)
        .toReversed();
      const from = Number(query.get("cursor") ?? 0);
      const to = from + Number(query.get("limit") ?? 50);
      const withInput = query.get("expand") === "payloads";
      const items = listed.slice(from, to).map((job) => describe(job, withInput));
      const hasMore = to < listed.length;
      return { json: { items, next_cursor: hasMore ? String(to) : null, has_more: hasMore } };
    }),
  };
}

function describe(job: FalEmulatedJob, withInput: boolean): Record<string, unknown> {
  const isOver = phaseOf(job) === "COMPLETED";
  return {
    request_id: job.requestId,
    endpoint_id: job.endpoint,
    sent_at: job.sentAt.toISOString(),
    started_at: job.sentAt.toISOString(),
    ...(isOver && {
      ended_at: (job.endedAt ?? new Date()).toISOString(),
      status_code: failureOf(job)?.status ?? 200,
    }),
    ...(withInput && { json_input: job.input }),
  };
}

/** Its models and what they cost: all that are asked for, without a price, unless told otherwise. */
function catalogRoutes(state: FalState): EmulatedRoute[] {
  const told = (query: URLSearchParams) =>
    query.getAll("endpoint_id").map((id) => ({ id, ...state.behaviour.catalog[id] }));
  return [
    {
      method: "GET",
      pattern: "/api.fal.ai/v1/models",
      answer: guarded(state, ({ query }) => {
        const found = told(query).filter(({ isGone }) => !isGone);
        if (found.length === 0) return { status: 404, json: { error: { type: "not_found" } } };
        const models = found.map(({ id }) => ({ endpoint_id: id, metadata: { status: "active" } }));
        return { json: { models, next_cursor: null, has_more: false } };
      }),
    },
    {
      method: "GET",
      pattern: "/api.fal.ai/v1/models/pricing",
      answer: guarded(state, ({ query }) => {
        const all = told(query);
        if (all.some(({ isGone }) => isGone)) return { status: 404, json: { error: {} } };
        const prices = all.flatMap(({ id, unit, usd }) =>
          usd === undefined ? [] : { endpoint_id: id, unit_price: usd, unit, currency: "USD" },
        );
        return { json: { prices, next_cursor: null, has_more: false } };
      }),
    },
  ];
}
