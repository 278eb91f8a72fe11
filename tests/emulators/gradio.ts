import { randomUUID } from "node:crypto";
import type { Answer, EmulatedRoute, EmulatedService, Received } from "./emulator.ts";
import { configOf, type EmulatedGradioApp, emulatedGradioApps, infoOf } from "./gradio-apps.ts";
import { hubRoutes, isLockedOut } from "./gradio-hub.ts";
import { jobStream } from "./gradio-job.ts";
import {
  type GradioBehaviour,
  type GradioEmulatedJob,
  type GradioState,
  usualGradioBehaviour,
} from "./gradio-state.ts";

export interface GradioEmulator extends EmulatedService {
  /** Every job so far, the oldest first. */
  jobs: GradioEmulatedJob[];
  /** What is done from now on. Other processes say it by POST to `/__gradio`. */
  behave(behaviour: Partial<GradioBehaviour>): void;
  /** Lets the jobs that are held up go on. */
  release(): void;
  forget(): void;
}

type Handle = (asked: {
  app: EmulatedGradioApp;
  received: Received;
  root: string;
  gone: AbortSignal;
  path: string;
}) => Answer | Promise<Answer>;

const anyHost = String.raw`:host([^\/]+\.hf\.space|copy-of-[^\/]+)`;

/** Gradio apps at wire level (docs/providers.md 6.2, `sse_v3`), and what Hugging Face says of those that are Spaces. */
export function createGradioEmulator(
  apps: readonly EmulatedGradioApp[] = emulatedGradioApps,
): GradioEmulator {
  const state: GradioState = {
    apps,
    behaviour: usualGradioBehaviour,
    jobs: [],
    files: new Map(),
    visited: new Map(),
  };
  const behave = (changes: Partial<GradioBehaviour>) => {
    state.behaviour = { ...state.behaviour, ...changes };
  };
  const control: EmulatedRoute = {
    method: "POST",
    pattern: "/__gradio",
    answer({ body }) {
      behave(JSON.parse(body.toString()) as Partial<GradioBehaviour>);
      return { json: state.behaviour };
    },
  };
  return {
    name: "gradio",
    routes: [control, ...hubRoutes(state), ...appRoutes(state)],
    jobs: state.jobs,
    behave,
    release() {
      for (const job of state.jobs) job.released.resolve();
    },
    forget() {
      state.behaviour = usualGradioBehaviour;
      state.jobs.length = 0;
      state.files.clear();
      state.visited.clear();
    },
  };
}

function appRoutes(state: GradioState): EmulatedRoute[] {
  const route = (method: string, path: string, handle: Handle): EmulatedRoute => ({
    method,
    pattern: `/${anyHost}${path}`,
    answer(received, { host, path: rest = "" }, gone) {
      const app = state.apps.find((each) => each.host === host);
      if (!app) return { status: 404, body: "No such Space" };
      const isSpace = app.host.endsWith(".hf.space");
      if (isSpace && isLockedOut(state, received.headers.authorization))
        return { status: 401, headers: { "content-type": "text/html" }, body: "<h1>401</h1>" };
      const root = isSpace ? `https://${host}` : `http://${received.headers.host}/${host}`;
      return handle({ app, received, root, gone, path: rest });
    },
  });
  return [
    route("GET", "/config", ({ app, root }) => {
      if (state.behaviour.stage === "SLEEPING" && !state.visited.has(app.host)) {
        state.visited.set(app.host, 0);
        return { status: 503, body: "<h1>Your space is in building stage</h1>" };
      }
      return { json: { ...configOf(app, root), ...state.behaviour.config } };
    }),
    route("GET", "/gradio_api/info", ({ app }) => ({
      json: { ...infoOf(app), ...state.behaviour.info },
    })),
    route("POST", "/gradio_api/upload", ({ received }) => upload(state, received)),
    route("POST", "/gradio_api/queue/join", ({ app, received }) => join(state, app, received)),
    route("GET", "/gradio_api/queue/data", ({ received, root, gone }) =>
      listenTo(state, received, root, gone),
    ),
    route("POST", "/gradio_api/cancel", ({ received }) => cancel(state, received)),
    route("POST", "/gradio_api/reset", () => ({ json: { success: true } })),
    route("GET", "/gradio_api/file=:path(.+)", ({ path }) => {
      const body = state.files.get(decodeURIComponent(path));
      const type = path.endsWith(".mp4") ? "video/mp4" : "image/png";
      return body ? { headers: { "content-type": type }, body } : { status: 404, json: {} };
    }),
  ];
}

async function upload({ files }: GradioState, { headers, body }: Received): Promise<Answer> {
  const type = headers["content-type"] ?? "";
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": type },
  }).formData();
  const paths: string[] = [];
  for (const file of form.getAll("files")) {
    if (typeof file === "string") return { status: 422, json: { detail: "no file" } };
    const path = `/tmp/gradio/${randomUUID()}/${file.name}`;
    files.set(path, Buffer.from(await file.arrayBuffer()));
    paths.push(path);
  }
  return { json: paths };
}

function join(
  { jobs, files, behaviour }: GradioState,
  app: EmulatedGradioApp,
  { body }: Received,
): Answer {
  const asked = JSON.parse(body.toString()) as Partial<{
    data: unknown[];
    fn_index: number;
    session_hash: string;
  }>;
  const { data, fn_index: place = -1, session_hash: sessionHash } = asked;
  if (!data || !sessionHash) return { status: 422, json: { detail: [{ msg: "Field required" }] } };
  const endpoint = app.endpoints[place];
  if (!endpoint) return { status: 500, body: "Internal Server Error" };
  const names = endpoint.parameters.map(({ name }) => name);
  const paths = JSON.stringify(data).match(/\/tmp\/gradio\/[^"]+/g) ?? [];
  const isFine = data.length === names.length && paths.every((path) => files.has(path));
  const eventId = randomUUID().replaceAll("-", "");
  jobs.push({
    endpoint,
    eventId,
    sessionHash,
    inputs: Object.fromEntries(names.map((name, index) => [name, data[index]])),
    state: "queued",
    // What is wrong with the inputs comes out when they are worked with.
    behaviour: isFine ? behaviour : { ...behaviour, steps: 0, ending: "error without words" },
    released: Promise.withResolvers(),
    canceled: new AbortController(),
  });
  return { json: { event_id: eventId } };
}

function listenTo(
  state: GradioState,
  { query }: Received,
  root: string,
  gone: AbortSignal,
): Answer {
  const hash = query.get("session_hash");
  const job = state.jobs.find(({ sessionHash }) => sessionHash === hash);
  const headers = { "content-type": "text/event-stream" };
  if (job) return { headers, stream: jobStream(state, job, root, gone) };
  const unknown = {
    msg: "unexpected_error",
    message: "Session not found.",
    session_not_found: true,
  };
  return { headers, body: `data: ${JSON.stringify(unknown)}\n\n` };
}

function cancel({ jobs }: GradioState, { body }: Received): Answer {
  const asked = JSON.parse(body.toString()) as { event_id: string };
  const job = jobs.find(({ eventId }) => eventId === asked.event_id);
  if (!job || (job.state !== "queued" && job.state !== "running"))
    return { json: { success: false } };
  job.state = "canceled";
  job.canceled.abort();
  return { json: { success: true } };
}
