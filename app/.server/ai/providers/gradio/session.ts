import { Client } from "@gradio/client";
import type { ProviderFile, SourceImage } from "~/domain/media";
import type { GradioApp } from "./app";
import type { GradioRoute } from "~/.server/ai/catalog/gradio-route";
import { misconfigured, unsuited } from "./errors";
import { followJob } from "./job";
import { limitsOf, findViolation } from "./limits";
import { checkCall } from "./mapping";
import { createRequests, type GradioRequests, type RequestOptions } from "./requests";
import { listen } from "./stream";
import type { AppMessages } from "./app-messages";
import { type JobState, type ModelRequest, CanceledError } from "~/.server/ai/port";

export interface Call {
  app: GradioApp;
  route: GradioRoute;
  request: ModelRequest;
  source: SourceImage | null;
}

/** One job, followed in this process from its start to its end: it dies with its connection. */
export interface GradioSession {
  /** Null outside of the app's queue, where jobs have no names. */
  eventId: string | null;
  sessionHash: string;
  state(): JobState;
  /** After `done`. */
  files(): readonly ProviderFile[];
  /** Resolves when there is nothing more to hear of the job, and nothing is open for it. */
  ended: Promise<void>;
  /** Tells the app, and closes. Never throws. */
  cancel(): Promise<void>;
  /** Ends everything that this process holds open for the job. */
  close(): void;
}

/**
 * Connects, checks the call against what the app says of itself, uploads the picture, and calls the endpoint with one
 * request, which joins the queue or is the work itself. Throws AiError when there is no job then, or the signal's
 * reason. The job ends when the signal aborts, however late.
 */
export async function startSession(
  call: Call,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<GradioSession> {
  const { app, route } = call;
  const closing = new AbortController();
  const open = AbortSignal.any([signal, closing.signal]);
  const requests = createRequests(app, options, open);
  const messages: AppMessages = { error: null, warning: null };
  const job = followJob({ endpoint: route.endpoint, app, messages }, requests, () =>
    closing.abort(),
  );
  // Not with the signal: an unwanted job is canceled before its stream ends.
  const openStream = (url: URL) =>
    listen(app, requests, { url, messages, open: closing.signal }, job.loseConnection);
  const sessionHash = crypto.randomUUID().replaceAll("-", "");
  try {
    const client = await connect(app, requests, openStream, sessionHash);
    const payload = payloadOf(call, requests);
    const submission = client.submit(route.endpoint.name, payload, null, null, true);
    job.follow(submission);
    // It rejects with words alone; what came of each request is known better here.
    await submission.wait_for_id().catch(() => null);
    const { eventId, isCalled, refusal } = requests.facts;
    if (eventId === null && !isCalled)
      throw refusal ?? misconfigured(`${app.id} could not be called`);
    bindToSignal(signal, job);
    return { ...job, eventId, sessionHash };
  } catch (error) {
    closing.abort();
    signal.throwIfAborted();
    throw error;
  }
}

/** Has the SDK read what the app says of itself, with no wires but ours. Errors: AiError. */
async function connect(
  app: GradioApp,
  requests: GradioRequests,
  openStream: (url: URL) => EventSource,
  sessionHash: string,
): Promise<Client> {
  class WiredClient extends Client {
    override fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      return requests.fetch(input, init);
    }
    override stream(url: URL): EventSource {
      return openStream(url);
    }
  }
  const options = { session_hash: sessionHash, record_history: false };
  const client = await WiredClient.connect(app.address, options).catch((error: unknown) => {
    throw requests.facts.refusal ?? misconfigured(`${app.id} could not be understood`, error);
  });
  if (requests.facts.refusal) throw requests.facts.refusal;
  return client;
}

/**
 * The call by parameter names. Errors: AiError, when it does not fit what the app says of itself: a model that has
 * other routes too lets people choose what one app alone does not take.
 */
function payloadOf(
  { app, route, request, source }: Call,
  { facts: { config, info } }: GradioRequests,
): Record<string, unknown> {
  if (!config || !info) throw misconfigured(`${app.id} says nothing of itself`);
  const parameters = Object.entries(route.parameters(request)).filter(
    ([, value]) => value !== undefined,
  );
  const { sourceParameter } = route;
  const names = new Set(parameters.map(([name]) => name));
  if (sourceParameter && source) names.add(sourceParameter.name);
  const facts = { config, info };
  const component = checkCall(facts, route, names);
  const violation = findViolation(
    limitsOf(facts, route.endpoint.name),
    Object.fromEntries(parameters),
  );
  if (violation) throw unsuited(`${app.id} ${violation}`);
  if (!sourceParameter || !source) return Object.fromEntries(parameters);
  const picture = pictureFor(component, source);
  const value = sourceParameter.isList ? [picture] : picture;
  return { ...Object.fromEntries(parameters), [sourceParameter.name]: value };
}

/**
 * The picture as the component takes it. The SDK uploads the file in it: neither a path nor an address is ever given.
 */
function pictureFor(component: string | null, { bytes, contentType }: SourceImage): unknown {
  const name = `source.${contentType.slice("image/".length)}`;
  const file = new File([new Uint8Array(bytes)], name, { type: contentType });
  if (component === "gallery") return { image: file, caption: null };
  // As from a person who put a picture there and has drawn nothing: an app may take either of them.
  if (component === "imageeditor") return { background: file, layers: [], composite: file };
  return file;
}

/** The job ends with the run that it is for, even before anybody knows of it. */
function bindToSignal(signal: AbortSignal, job: Pick<GradioSession, "cancel" | "close">): void {
  const end = () => {
    if (signal.reason instanceof CanceledError) void job.cancel();
    else job.close();
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
}
