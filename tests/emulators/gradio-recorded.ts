import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import type { Answer, EmulatedRoute, EmulatedService, Received } from "./emulator.ts";
import { readVideo } from "./fal-media.ts";

export const recordedVersions = ["4", "5", "6"] as const;
export type RecordedVersion = (typeof recordedVersions)[number];

/** What a real server said, but for what nobody here looks at (`files/gradio-*.json`). */
interface Recording {
  /** Where it answered: stands in its addresses. */
  origin: string;
  config: { dependencies: { id: number; api_name: string; queue: boolean }[] };
  info: object;
  /** Its `root` when it was started with a root path. */
  root: string;
  /** To a stranger, with a user and a password set. */
  locked: Told;
  login: Told & { cookies: string[] };
  wrongLogin: Told;
  /** To a call beyond `max_size`. */
  full: Told;
  /** By endpoint: the events of its stream, or the answer of one that is outside of the queue. */
  runs: Record<string, { status: number; stream?: string[]; answer?: unknown }>;
  files: Record<string, { type: string; base64: string }>;
}
interface Told {
  status: number;
  answer: unknown;
}

export interface RecordedBehaviour {
  /** Asks for `ada` and `love,lace`. */
  isLocked: boolean;
  isFull: boolean;
  /** Takes its addresses from a root path, as behind a proxy. */
  hasRootPath: boolean;
  /** Where every job stops, in silence, until `release`. */
  hold: "line" | "work" | null;
}

export interface RecordedJob {
  endpoint: string;
  data: unknown[];
  sessionHash: string;
  eventId: string;
  state: "queued" | "running" | "done" | "dead" | "canceled";
  canceled: AbortController;
  released: PromiseWithResolvers<void>;
}

export interface RecordedGradio extends EmulatedService {
  jobs: RecordedJob[];
  behave(behaviour: Partial<RecordedBehaviour>): void;
  release(): void;
  /** The first of what an endpoint gave when it was recorded. */
  outputOf(endpoint: string): unknown;
}

type Handle = (received: Received, rest: string, gone: AbortSignal) => Answer | Promise<Answer>;

const usual: RecordedBehaviour = { isLocked: false, isFull: false, hasRootPath: false, hold: null };

/**
 * A real app of that version as it was recorded. It answers below `/gradio-6` on the emulator's own address, over plain
 * http.
 */
export function createRecordedGradio(version: RecordedVersion): RecordedGradio {
  const file = new URL(`files/gradio-${version}.json`, import.meta.url);
  const recording = JSON.parse(readFileSync(file, "utf8")) as Recording;
  const { config, info, runs, files } = recording;
  const prefix = version === "4" ? "" : "/gradio_api";
  const jobs: RecordedJob[] = [];
  let behaviour = usual;

  const rootFor = ({ headers }: Received) =>
    behaviour.hasRootPath ? recording.root : `http://${headers.host}/gradio-${version}`;
  const here = (text: string, received: Received) =>
    text.replaceAll(recording.origin, rootFor(received));
  const told = ({ status, answer }: Told, received: Received): Answer => ({
    status,
    json: JSON.parse(here(JSON.stringify(answer), received)),
  });

  const route = (method: string, path: string, handle: Handle): EmulatedRoute => ({
    method,
    pattern: `/gradio-${version}${path}`,
    answer(received, { rest = "" }, gone) {
      const isKnown = received.headers.cookie?.includes("=recorded") ?? false;
      if (behaviour.isLocked && !isKnown && path !== "/login")
        return told(recording.locked, received);
      return handle(received, decodeURIComponent(rest), gone);
    },
  });

  const join: Handle = (received) => {
    if (behaviour.isFull) return told(recording.full, received);
    const { data, fn_index, session_hash } = JSON.parse(received.body.toString()) as {
      data: unknown[];
      fn_index: number;
      session_hash: string;
    };
    const called = config.dependencies.find(({ id }) => id === fn_index);
    if (!called?.queue) return { status: 400, json: { detail: "Not in the queue" } };
    const job = startJob(`/${called.api_name}`, data, session_hash);
    jobs.push(job);
    return { json: { event_id: job.eventId } };
  };

  async function* play(job: RecordedJob, received: Received, gone: AbortSignal) {
    const over = AbortSignal.any([gone, job.canceled.signal]);
    const hold = async (at: RecordedBehaviour["hold"]) => {
      if (behaviour.hold === at) await orAborted(job.released.promise, over);
    };
    try {
      for (const event of runs[job.endpoint]?.stream ?? []) {
        if (event.includes('"process_starts"')) {
          await hold("line");
          job.state = "running";
        }
        if (event.includes('"process_completed"')) {
          await hold("work");
          job.state = "done";
        }
        yield `${here(event, received).replaceAll("EVENT_ID", job.eventId)}\n\n`;
        await wait(1, undefined, { signal: over });
      }
    } catch (error) {
      if (gone.aborted) job.state = "dead";
      else if (!job.canceled.signal.aborted) throw error;
      else yield `data: ${JSON.stringify({ msg: "close_stream", event_id: null })}\n\n`;
    }
  }

  return {
    name: `gradio-${version}`,
    jobs,
    behave: (changes) => void (behaviour = { ...behaviour, ...changes }),
    outputOf(endpoint) {
      const last = runs[endpoint]?.stream?.find((event) => event.includes('"process_completed"'));
      const told = JSON.parse(last?.slice("data: ".length) ?? "{}") as {
        output: { data: unknown[] };
      };
      return told.output.data[0];
    },
    release: () => jobs.forEach(({ released }) => released.resolve()),
    routes: [
      route("GET", "/config", (received) => told({ status: 200, answer: config }, received)),
      route("GET", `${prefix}/info`, (received) => told({ status: 200, answer: info }, received)),
      route("POST", "/login", (received) => {
        const form = new URLSearchParams(received.body.toString());
        const isRight = form.get("username") === "ada" && form.get("password") === "love,lace";
        if (!isRight) return told(recording.wrongLogin, received);
        const [, unsecure = ""] = recording.login.cookies;
        return { ...told(recording.login, received), headers: { "set-cookie": unsecure } };
      }),
      route("POST", `${prefix}/upload`, () => ({
        json: [`/tmp/gradio/${randomUUID()}/source.png`],
      })),
      route("POST", `${prefix}/queue/join`, join),
      route("GET", `${prefix}/queue/data`, (received, _rest, gone) => {
        const hash = received.query.get("session_hash");
        const job = jobs.find(({ sessionHash }) => sessionHash === hash);
        if (!job) return { status: 404 };
        const headers = { "content-type": "text/event-stream; charset=utf-8" };
        return { headers, stream: play(job, received, gone) };
      }),
      route("POST", `${prefix}/run/:rest`, async (received, name, gone) => {
        const body = JSON.parse(received.body.toString()) as {
          data: unknown[];
          session_hash: string;
        };
        const job = startJob(`/${name}`, body.data, body.session_hash);
        jobs.push(job);
        job.state = "running";
        gone.addEventListener("abort", () => (job.state = job.state === "done" ? "done" : "dead"));
        if (behaviour.hold === "work") await orAborted(job.released.promise, gone);
        job.state = "done";
        const { status, answer } = runs[job.endpoint] ?? { status: 404, answer: {} };
        return told({ status, answer }, received);
      }),
      route("POST", `${prefix}/cancel`, ({ body }) => {
        const { event_id } = JSON.parse(body.toString()) as { event_id: string };
        const job = jobs.find(({ eventId }) => eventId === event_id);
        if (job && job.state !== "done") job.state = "canceled";
        job?.canceled.abort();
        return { json: { success: true } };
      }),
      route("POST", `${prefix}/reset`, () => ({ json: { success: true } })),
      route("GET", `${prefix}/file=:rest(.+)`, async (_received, path) => {
        const file = files[path];
        if (file)
          return {
            headers: { "content-type": file.type },
            body: Buffer.from(file.base64, "base64"),
          };
        if (path.endsWith("/clip.mp4"))
          return { headers: { "content-type": "video/mp4" }, body: await readVideo() };
        return { status: 403, json: { detail: "File not allowed" } };
      }),
    ],
  };
}

function startJob(endpoint: string, data: unknown[], sessionHash: string): RecordedJob {
  return {
    endpoint,
    data,
    sessionHash,
    eventId: randomUUID().replaceAll("-", ""),
    state: "queued",
    canceled: new AbortController(),
    released: Promise.withResolvers(),
  };
}

async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => aborted.reject(signal.reason), { once: true });
  await Promise.race([work, aborted.promise]);
}
