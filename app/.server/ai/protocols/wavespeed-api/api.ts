import { z } from "zod";
import { uploadTimeoutMs, withSubmitGrace } from "~/.server/ai/protocols/http";
import { TransientPollError } from "~/.server/ai/port";
import {
  createWavespeedCall,
  NoResponseError,
  type WavespeedCall,
  type WavespeedCallOptions,
  type WavespeedReply,
} from "./call";
import { noResponseErrorOf, queryErrorOf, refusalOf } from "./errors";

const listOf = z
  .array(z.unknown())
  .nullish()
  .transform((values) => values ?? []);

const sent = z.record(z.string(), z.unknown()).nullish().catch(null);

const prediction = z.object({
  id: z.string().min(1),
  model: z.string().catch(""),
  /** `created`, `processing`, `completed`, `failed`, `cancelled`, `timeout` or `deleted`. */
  status: z.string(),
  outputs: listOf,
  /** One for each output. */
  has_nsfw_contents: listOf,
  /** As sent, under either name. Not every answer has it. */
  input: sent,
  inputs: sent,
  error: z.string().catch(""),
  code: z.number().nullish().catch(null),
  created_at: z.string().catch(""),
});
export type Prediction = z.infer<typeof prediction>;

export interface PredictionQuery {
  model: string;
  from: Date;
  to: Date;
}

/**
 * Wavespeed's REST v3. Each method sends one request, `list` one for each page. An abort of `signal` passes through.
 */
export interface WavespeedApi {
  /** The only call that costs money. Throws AiError: `ambiguous` unless it is certain that nothing was made. */
  submit(
    model: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Prediction>;
  /** Throws TransientPollError without a usable answer, AiError when asking again is of no use. */
  result(id: string, signal: AbortSignal): Promise<Prediction>;
  /** Newest first, of the last seven days. Throws like `result`. */
  list(query: PredictionQuery, signal: AbortSignal): Promise<Prediction[]>;
  /**
   * Ends and erases the task: in the current way, and where that does not take it in the older one. Throws
   * TransientPollError, with what was answered, when neither does. A task that is over is erased as well.
   */
  remove(id: string): Promise<void>;
  /** Returns the address of the uploaded picture. Costs nothing. Throws AiError. */
  upload(picture: File, signal: AbortSignal): Promise<string>;
}

/** For one call; an upload takes as long as its size lets it. */
const timeoutMs = 30_000;
const pageSize = 100;
const maxPages = 20;
const page = z.object({ items: z.array(z.unknown()) });
/** Ids that are not known are skipped. */
const deleted = z.object({ deleted_count: z.number().min(1) });
const uploaded = z.object({ download_url: z.url({ protocol: /^https$/ }) });

/** The wire protocol, for Wavespeed itself and for gateways that pass it on (docs/providers.md 4.2 to 4.6). */
export function createWavespeedApi(options: WavespeedCallOptions): WavespeedApi {
  const call = createWavespeedCall(options);
  return {
    async submit(model, input, signal) {
      const path = model.split("/").map(encodeURIComponent).join("/");
      const send: Send = () => call(path, jsonPost(input), timeoutMs, withSubmitGrace(signal));
      const reply = await sendCreate(send, true);
      // An id is a job, whatever stands beside it: how the job goes is told when it is asked about.
      const made = prediction.safeParse(reply.data);
      if (reply.isOk && made.success) return made.data;
      throw refusalOf(reply.answer, true);
    },

    async result(id, signal) {
      const reply = await sendQuery(() => call(`${pathOf(id)}/result`, {}, timeoutMs, signal));
      const found = prediction.safeParse(reply.data);
      if (reply.isOk && found.success) return found.data;
      throw queryErrorOf(reply.answer);
    },

    async list(query, signal) {
      const found: Prediction[] = [];
      for (let number = 1; number <= maxPages; number += 1) {
        const init = jsonPost(bodyOf(query, number));
        const items = readPage(await sendQuery(() => call("predictions", init, timeoutMs, signal)));
        found.push(...items.flatMap((item) => prediction.safeParse(item).data ?? []));
        if (items.length < pageSize) break;
      }
      return found;
    },

    async remove(id) {
      const never = new AbortController().signal;
      const send = (path: string, init: RequestInit) => call(path, init, timeoutMs, never);
      const isRemoved = ({ isOk, answer }: WavespeedReply) => isOk && answer.code === 200;
      const current = await attempt(
        () => send("predictions/delete", jsonPost({ ids: [id] })),
        (reply) => isRemoved(reply) && deleted.safeParse(reply.data).success,
      );
      if (current === null) return;
      const older = await attempt(() => send(pathOf(id), { method: "DELETE" }), isRemoved);
      if (older !== null) throw new TransientPollError(`not deleted: ${current}; ${older}`);
    },

    async upload(picture, signal) {
      const body = new FormData();
      body.append("file", picture);
      const init = { method: "POST", body };
      const send: Send = () =>
        call("media/upload/binary", init, uploadTimeoutMs(picture.size), signal);
      const reply = await sendCreate(send, false);
      const kept = uploaded.safeParse(reply.data);
      if (reply.isOk && kept.success) return kept.data.download_url;
      throw refusalOf(reply.answer, false);
    },
  };
}

type Send = () => ReturnType<WavespeedCall>;

/** Null when the answer is as wanted, else what came instead. */
async function attempt(
  send: Send,
  isWanted: (reply: WavespeedReply) => boolean,
): Promise<string | null> {
  try {
    const reply = await send();
    return isWanted(reply) ? null : `${reply.answer.code} ${reply.answer.message}`;
  } catch (error) {
    if (error instanceof NoResponseError) return error.message;
    throw error;
  }
}

async function sendCreate(send: Send, isPaid: boolean): Promise<WavespeedReply> {
  try {
    return await send();
  } catch (error) {
    throw error instanceof NoResponseError
      ? noResponseErrorOf(error.message, error.neverSent, isPaid)
      : error;
  }
}

async function sendQuery(send: Send): Promise<WavespeedReply> {
  try {
    return await send();
  } catch (error) {
    throw error instanceof NoResponseError ? new TransientPollError(error.message) : error;
  }
}

function readPage({ isOk, answer, data }: WavespeedReply): unknown[] {
  const read = page.safeParse(data);
  if (!isOk || answer.code !== 200 || !read.success) throw queryErrorOf(answer);
  return read.data.items;
}

function jsonPost(body: Readonly<Record<string, unknown>>): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

function bodyOf({ model, from, to }: PredictionQuery, number: number) {
  return {
    page: number,
    page_size: pageSize,
    model,
    created_after: from.toISOString(),
    created_before: to.toISOString(),
  };
}

function pathOf(id: string): string {
  return `predictions/${encodeURIComponent(id)}`;
}
