import { z } from "zod";
import { type GradioApp, redact } from "./app";
import {
  failedRun,
  lost,
  lostCall,
  misconfigured,
  refusedJoin,
  type Refusal,
  refusedQuestion,
  unreachable,
} from "./errors";
import { appConfig, type AppConfig, appInfo, type AppInfo } from "./mapping";
import {
  fetchWithoutTimeout,
  readJson,
  retryAfterSecondsOf,
  withSubmitGrace,
  withTimeout,
} from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";

export interface RequestOptions {
  fetch: typeof globalThis.fetch;
  now: () => number;
}

/** What came of the requests of one job so far. */
export interface GradioFacts {
  /** What the app says of itself. */
  config: AppConfig | null;
  info: AppInfo | null;
  /** The job's id at the app; null: it has not taken the job, or gives it none outside of its queue. */
  eventId: string | null;
  /** An endpoint outside of the queue has been called. */
  isCalled: boolean;
  /** Why a request failed: the first one that did. */
  refusal: AiError | null;
}

export interface GradioRequests {
  readonly facts: Readonly<GradioFacts>;
  /**
   * Sends one request to the app, with what it takes to be let in, and waits for as long as it takes. Checks nothing of
   * the answer.
   */
  listen: Send;
  /** The fetch of the SDK. Every answer is whole and checked. Throws AiError, except when a job is canceled. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
}

type Send = (url: URL, init: RequestInit | undefined, signal: AbortSignal) => Promise<Response>;
type StepName = "config" | "info" | "upload" | "join" | "run" | "cancel";
type Step = Readonly<{ name: StepName; path: RegExp; ms: number }>;
/** Longer than any deadline: the work itself is waited for. */
const noTimeoutMs = 2 ** 31 - 1;

const steps: readonly Step[] = [
  { name: "config", path: /\/config$/, ms: 30_000 },
  { name: "info", path: /\/info$/, ms: 30_000 },
  { name: "upload", path: /\/upload$/, ms: 120_000 },
  { name: "join", path: /\/queue\/join$/, ms: 30_000 },
  { name: "run", path: /\/run\/[\w-]+$/, ms: noTimeoutMs },
  { name: "cancel", path: /\/(cancel|reset)$/, ms: 5_000 },
];
const uploaded = z.array(z.string()).length(1);
const ran = z.looseObject({ data: z.array(z.unknown()) });
const joined = z.looseObject({ event_id: z.string().min(1) });
const nothingKnown: AppInfo = { named_endpoints: {}, unnamed_endpoints: {} };

/** What a run answers may hold a picture in itself, as an event may. */
const maxRunBytes = 70_000_000;

/**
 * All requests of one job but the stream. The SDK is left no other: it has no timeouts, no caps, takes the app's word
 * on where to send things, and prints what fails. They end with `open`, and what cancels the job by itself.
 */
export function createRequests(
  app: GradioApp,
  options: RequestOptions,
  open: AbortSignal,
): GradioRequests {
  const facts: GradioFacts = {
    config: null,
    info: null,
    eventId: null,
    isCalled: false,
    refusal: null,
  };
  const send = createSend(app, options.fetch);
  const listen = createSend(app, fetchWithoutTimeout);

  const ask = async (step: Step, url: URL, init?: RequestInit): Promise<Response> => {
    const what = `${app.id} on ${step.name}`;
    try {
      const isRun = step.name === "run";
      facts.isCalled ||= isRun;
      const until = step.name === "join" ? withSubmitGrace(open) : open;
      const response = await (isRun ? listen : send)(url, init, withTimeout(until, step.ms));
      const body = await readBody(app, response, isRun ? maxRunBytes : undefined);
      const refusal = {
        status: response.status,
        body,
        retryAfterSeconds: retryAfterSecondsOf(response, options.now),
      };
      if (!response.ok) throw refused(step, what, refusal);
      return Response.json(recordResponse(app, facts, step, body));
    } catch (error) {
      if (error instanceof AiError) throw error;
      if (step.name === "join" || step.name === "run") throw lostCall(error);
      if (error instanceof z.ZodError)
        throw misconfigured(`${what}: ${z.prettifyError(error).slice(0, 300)}`, error);
      throw unreachable(what, error);
    }
  };

  return {
    facts,
    listen,
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input);
      const step = steps.find(({ path }) => path.test(url.pathname));
      try {
        if (!step || url.origin !== app.origin)
          throw misconfigured(`nothing is sent to ${url.origin}${url.pathname}`);
        if (step.name !== "cancel") return await ask(step, url, init);
        return await sendAndForget(send(url, init, AbortSignal.timeout(step.ms)));
      } catch (error) {
        facts.refusal ??= error instanceof AiError ? error : lost("an unknown fault", error);
        // Of all failures the SDK prints this one and goes on; without endpoints it gets no further.
        if (step?.name === "info") return Response.json(nothingKnown);
        throw error;
      }
    },
  };
}

/** Sends a request with what the app asks for to let it in. */
function createSend({ credentials }: GradioApp, fetch: typeof globalThis.fetch): Send {
  return (url, init, signal) => {
    const headers = new Headers(init?.headers);
    if (credentials) headers.set(credentials.header, credentials.value);
    return fetch(url, { ...init, headers, redirect: "manual", signal });
  };
}

function refused({ name }: Step, what: string, refusal: Refusal): AiError {
  if (name === "join") return refusedJoin(refusal);
  return name === "run" ? failedRun(refusal) : refusedQuestion(what, refusal);
}

/**
 * What an answer says, without secrets; null when a refusal says nothing. Throws when anything else is no whole JSON.
 */
async function readBody(app: GradioApp, response: Response, maxBytes?: number): Promise<unknown> {
  const body = await readJson(response, maxBytes).catch((error: unknown) => {
    if (response.ok) throw error;
    return null;
  });
  return JSON.parse(redact(app, JSON.stringify(body))) as unknown;
}

/** Checks an answer, keeps what it says, and gives what the SDK is to know of it. */
function recordResponse(
  app: GradioApp,
  facts: GradioFacts,
  { name }: Step,
  body: unknown,
): unknown {
  if (name === "config") {
    const config = appConfig.parse(body);
    if (config.auth_required)
      throw new AiError("provider_auth", { detail: `${app.id} asks for a login` });
    // Whatever it calls itself behind a proxy: it has just answered here.
    facts.config = { ...config, root: app.address, connect_heartbeat: false };
    return facts.config;
  }
  if (name === "info") return (facts.info = appInfo.parse(body));
  if (name === "upload") return uploaded.parse(body);
  // Nothing else of it: the SDK would also take changes to the app's own page out of it.
  if (name === "run") return { data: ran.parse(body).data };
  const { event_id: eventId } = joined.parse(body);
  facts.eventId = eventId;
  return { event_id: eventId };
}

/** Whether the app hears that a job is canceled changes nothing for us, and the SDK would print it. */
async function sendAndForget(sent: Promise<Response>): Promise<Response> {
  await sent.then((response) => response.body?.cancel()).catch(() => {});
  return Response.json(null);
}
