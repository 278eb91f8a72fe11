import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type GradioApp, redact } from "./app";
import { endedWithoutResult, lost } from "./errors";
import { GradioEvents, readEventData } from "./events";
import type { GradioRequests } from "./requests";
import { type AppMessages, quoteOf } from "./app-messages";
import { wasNeverSent } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";

const maxEventLength = 70_000_000;
const openingTries = 3;
const openingPauseMs = 300;

const anyMessage = z.looseObject({ msg: z.string(), event_id: z.string().nullish() });
/** Those that the SDK is told. A partial result is none of them: the last one comes whole. */
const forwardedMessage = z.discriminatedUnion("msg", [
  z.looseObject({ msg: z.literal("estimation"), rank: z.number() }),
  z.looseObject({ msg: z.literal("process_starts") }),
  z.looseObject({ msg: z.literal("progress"), progress_data: z.array(z.looseObject({})) }),
  z.looseObject({
    msg: z.literal("process_completed"),
    success: z.boolean(),
    // Nothing else of it: the SDK would also take changes to the app's own page out of it.
    output: z.union([
      z.object({ error: z.string().nullable(), title: z.string().nullish() }),
      z.object({ data: z.array(z.unknown()) }),
    ]),
  }),
]);

/**
 * Starts to listen to a job, for the SDK. `onOver` hears, once, why nothing more will come: the stream has ended, or
 * was lost. An app may be silent for as long as it keeps the connection. Ends with `open`.
 */
export function listen(
  app: GradioApp,
  requests: GradioRequests,
  { url, messages, open }: { url: URL; messages: AppMessages; open: AbortSignal },
  onOver: (loss: AiError) => void,
): GradioEvents {
  const closing = new AbortController();
  const signal = AbortSignal.any([open, closing.signal]);
  const source = new GradioEvents(url, () => closing.abort());
  const over = (error?: unknown) => {
    if (error instanceof AiError) return onOver(error);
    const reason = error instanceof Error ? error.message : "the stream ended before it did";
    onOver(lost(`the job is lost: ${reason}`, error));
  };
  readStream(app, requests, { source, messages }, signal).then(() => over(), over);
  return source;
}

async function readStream(
  app: GradioApp,
  requests: GradioRequests,
  { source, messages }: { source: GradioEvents; messages: AppMessages },
  signal: AbortSignal,
): Promise<void> {
  const body = await openStream(requests, new URL(source.url), signal);
  for await (const data of readEventData(body, maxEventLength)) {
    const message = anyMessage.safeParse(parse(redact(app, data))).data;
    if (!message || (message.event_id && message.event_id !== requests.facts.eventId)) continue;
    if (message.msg === "close_stream") return;
    if (message.msg === "unexpected_error")
      throw new Error(`unexpected error, ${String(message["message"] ?? "without words")}`);
    note(message, messages);
    const forwarded = forwardedMessage.safeParse(message).data;
    if (forwarded) await source.deliver(forwarded);
    else if (message.msg === "process_completed") throw endedWithoutResult();
  }
}

const warningMessage = z.object({
  msg: z.literal("log"),
  level: z.literal("warning"),
  log: z.string(),
  title: z.string().nullish(),
});
const errorMessage = z.object({
  msg: z.literal("process_completed"),
  output: z.object({ error: z.string(), title: z.string().nullish() }),
});

/** Keeps what a message says to whoever uses the app; of several warnings the last one. */
function note(message: unknown, messages: AppMessages): void {
  const warning = warningMessage.safeParse(message).data;
  if (warning)
    messages.warning = quoteOf({ words: warning.log, title: warning.title }) ?? messages.warning;
  const error = errorMessage.safeParse(message).data?.output;
  if (error) messages.error = quoteOf({ words: error.error, title: error.title });
}

/** Again as long as it was not open: only when it closes does the app drop the job. */
async function openStream(
  { listen }: GradioRequests,
  url: URL,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  for (let tried = 1; ; tried += 1) {
    const mayTryAgain = tried < openingTries;
    const response = await listen(url, undefined, signal).catch((error: unknown) => {
      if (mayTryAgain && wasNeverSent(error)) return null;
      throw error;
    });
    if (response?.ok && response.body) return response.body;
    await response?.body?.cancel();
    if (response && !(mayTryAgain && response.status >= 500))
      throw new Error(`its stream was answered with status ${response.status}`);
    await wait(openingPauseMs * tried, undefined, { signal });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
