import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type GradioApp, redact } from "./app";
import { endedWithoutResult, lost } from "./errors";
import { GradioEvents, readEventData } from "./events";
import type { GradioRequests } from "./requests";
import { type AppWords, quoteOf } from "./words";
import { neverLeft } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";

const maxEventLength = 70_000_000;
const openingTries = 3;
const openingPauseMs = 300;

const message = z.looseObject({ msg: z.string(), event_id: z.string().nullish() });
/** Those that the SDK is told. A partial result is none of them: the last one comes whole. */
const telling = z.discriminatedUnion("msg", [
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
  { url, said, open }: { url: URL; said: AppWords; open: AbortSignal },
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
  hear(app, requests, { source, said }, signal).then(() => over(), over);
  return source;
}

async function hear(
  app: GradioApp,
  requests: GradioRequests,
  { source, said }: { source: GradioEvents; said: AppWords },
  signal: AbortSignal,
): Promise<void> {
  const body = await openStream(requests, new URL(source.url), signal);
  for await (const data of readEventData(body, maxEventLength)) {
    const heard = message.safeParse(parse(redact(app, data))).data;
    if (!heard || (heard.event_id && heard.event_id !== requests.facts.eventId)) continue;
    if (heard.msg === "close_stream") return;
    if (heard.msg === "unexpected_error")
      throw new Error(`unexpected error, ${String(heard["message"] ?? "without words")}`);
    note(heard, said);
    const told = telling.safeParse(heard).data;
    if (told) await source.deliver(told);
    else if (heard.msg === "process_completed") throw endedWithoutResult();
  }
}

const aside = z.object({
  msg: z.literal("log"),
  level: z.literal("warning"),
  log: z.string(),
  title: z.string().nullish(),
});
const complaint = z.object({
  msg: z.literal("process_completed"),
  output: z.object({ error: z.string(), title: z.string().nullish() }),
});

/** Keeps what a message says to whoever uses the app; of several warnings the last one. */
function note(heard: unknown, said: AppWords): void {
  const warning = aside.safeParse(heard).data;
  if (warning) said.warning = quoteOf({ words: warning.log, title: warning.title }) ?? said.warning;
  const error = complaint.safeParse(heard).data?.output;
  if (error) said.error = quoteOf({ words: error.error, title: error.title });
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
      if (mayTryAgain && neverLeft(error)) return null;
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
