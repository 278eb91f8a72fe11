import type { Answer, EmulatedRoute, EmulatedService, Received } from "./emulator.ts";
import { wavespeedFileRoutes } from "./wavespeed-files.ts";
import {
  describe,
  envelope,
  guarded,
  makeTask,
  refusal,
  starSize,
  usualWavespeedBehaviour,
  type WavespeedBehaviour,
  type WavespeedState,
  type WavespeedTask,
} from "./wavespeed-tasks.ts";

export interface WavespeedEmulator extends EmulatedService {
  /** Every task that is not deleted, the oldest first. */
  tasks: WavespeedTask[];
  /**
   * What tasks submitted from now on do. Other processes say it by POST to `/__wavespeed`, or the service's other name.
   */
  behave(behaviour: Partial<WavespeedBehaviour>): void;
  forget(): void;
}

/** Owners of models; a model of anybody else is unknown. */
const owners: ReadonlySet<string> = new Set([
  ...["wavespeed-ai", "google", "bytedance", "minimax", "kwaivgi", "bria"],
]);

/**
 * wavespeed.ai at wire level (docs/providers.md 4): submit, result, list, delete, upload and files, its state in
 * memory. A gateway that offers the same is another one of these, with its own name, `at` and `mediaHost`.
 */
export function createWavespeedEmulator(
  options: { name?: string; usually?: Partial<WavespeedBehaviour> } & Partial<
    Pick<WavespeedState, "at" | "mediaHost" | "key">
  > = {},
): WavespeedEmulator {
  const { name = "wavespeed", usually, ...chosen } = options;
  const usual = { ...usualWavespeedBehaviour, ...usually };
  const state: WavespeedState = {
    tasks: [],
    uploads: new Map(),
    behaviour: usual,
    at: "/api.wavespeed.ai",
    mediaHost: "d1abc.cloudfront.net",
    key: null,
    ...chosen,
  };
  const behave = (changes: Partial<WavespeedBehaviour>) => {
    state.behaviour = { ...state.behaviour, ...changes };
  };
  const control: EmulatedRoute = {
    method: "POST",
    pattern: `/__${name}`,
    answer({ body }) {
      behave(JSON.parse(body.toString()) as Partial<WavespeedBehaviour>);
      return { json: state.behaviour };
    },
  };
  return {
    name,
    tasks: state.tasks,
    behave,
    forget() {
      state.tasks.length = 0;
      state.uploads.clear();
      state.behaviour = usual;
    },
    routes: [
      control,
      ...wavespeedFileRoutes(state),
      ...taskRoutes(state),
      ...catalogRoutes(state),
      submitRoute(state),
    ],
  };
}

/** Comes after the others: whatever else is posted to is the id of a model. */
function submitRoute(state: WavespeedState): EmulatedRoute {
  return {
    method: "POST",
    pattern: `${state.at}/api/v3/:owner/:rest+`,
    answer: guarded(state, (received, { owner = "", rest = "" }) => {
      const { behaviour } = state;
      const model = `${owner}/${rest}`;
      const input = readJson(received);
      const trouble = troubleOf(model, input);
      if (trouble) return trouble;
      const task = makeTask(model, input!, behaviour);
      const { refusal: instead } = behaviour;
      if (!instead || instead.isMade) state.tasks.push(task);
      if (!instead) return envelope(describe(state, task));
      const { status, code, message, headers = {} } = instead;
      return { status, headers, json: { code, message } };
    }),
  };
}

/** Models that take a picture and no prompt. */
const tools: ReadonlySet<string> = new Set([
  "wavespeed-ai/image-background-remover",
  "bria/expand",
]);

function troubleOf(model: string, input: Record<string, unknown> | null): Answer | null {
  if (!owners.has(model.split("/", 1)[0] ?? "")) return refusal(404, "Model not found");
  if (!input) return refusal(400, "Invalid JSON");
  const needed = tools.has(model) ? "image" : "prompt";
  if (typeof input[needed] !== "string" || input[needed] === "")
    return refusal(400, `property '${needed}' is required`);
  if (input["size"] !== undefined && !starSize(input["size"]))
    return refusal(400, "property 'size' is invalid");
  return null;
}

function taskRoutes(state: WavespeedState): EmulatedRoute[] {
  const at = `${state.at}/api/v3/predictions`;
  const find = (id: string | undefined) => state.tasks.find((task) => task.id === id);
  const remove = (id: string | undefined): boolean => {
    const task = find(id);
    if (task) state.tasks.splice(state.tasks.indexOf(task), 1);
    return task !== undefined;
  };
  return [
    {
      method: "GET",
      pattern: `${at}/:id/result`,
      answer: guarded(state, (_, { id }) => {
        const task = find(id);
        if (!task) return refusal(404, "Prediction not found");
        task.polls += 1;
        return envelope(describe(state, task));
      }),
    },
    {
      method: "DELETE",
      pattern: `${at}/:id`,
      answer: guarded(state, (_, { id }) => {
        if (state.behaviour.deletion !== "path") return refusal(404, "Not found");
        return remove(id)
          ? envelope({ id, status: "deleted" })
          : refusal(404, "Prediction not found");
      }),
    },
    {
      method: "POST",
      pattern: `${at}/delete`,
      answer: guarded(state, (received) => {
        if (state.behaviour.deletion !== "ids") return refusal(404, "Model not found");
        const { ids } = readJson(received) ?? {};
        if (!Array.isArray(ids)) return refusal(400, "property 'ids' is required");
        const known = (ids as unknown[]).filter((id) => remove(String(id)));
        return envelope({ deleted_count: known.length });
      }),
    },
    { method: "POST", pattern: at, answer: guarded(state, (received) => list(state, received)) },
  ];
}

/** Newest first. */
function list(state: WavespeedState, received: Received): Answer {
  const query = readJson(received) ?? {};
  const [page, size] = [Number(query["page"]), Number(query["page_size"])];
  if (!(page >= 1 && size >= 1 && size <= 100)) return refusal(400, "invalid page");
  const time = (value: unknown, otherwise: number) =>
    value === undefined ? otherwise : Date.parse(String(value));
  const [after, before] = [
    time(query["created_after"], 0),
    time(query["created_before"], Number.MAX_SAFE_INTEGER),
  ];
  const found = state.tasks
    .filter(({ model }) => model === (query["model"] ?? model))
    .filter(({ createdAt }) => createdAt.getTime() >= after && createdAt.getTime() < before)
    .filter((task) => (task.looks += 1) > task.behaviour.unlistedLooks)
    .toReversed();
  const items = found.slice((page - 1) * size, page * size).map((task) => ({
    ...describe(state, task),
    ...(task.behaviour.listsInput && { [task.behaviour.listsInput]: task.input }),
  }));
  return envelope({ page, total: found.length, items });
}

function readJson({ body }: Received): Record<string, unknown> | null {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Its list of models, and what a request would cost. */
function catalogRoutes(state: WavespeedState): EmulatedRoute[] {
  const at = `${state.at}/api/v3`;
  return [
    {
      method: "GET",
      pattern: `${at}/models`,
      answer: guarded(state, () =>
        envelope(
          Object.entries(state.behaviour.catalog).map(([model_id, price]) => ({
            ...{ model_id, base_price: price ?? 0, type: "text-to-image" },
          })),
        ),
      ),
    },
    {
      method: "POST",
      pattern: `${at}/model/price`,
      answer: guarded(state, (received) => {
        const price = state.behaviour.catalog[String(readJson(received)?.["model_id"])];
        if (price === undefined || price === null)
          return refusal(400, "property 'image' is required");
        return envelope({ price, discounted_price: price / 2, currency: "USD" });
      }),
    },
  ];
}
