import { createFalClient, type FalClient } from "@fal-ai/client";
import { z } from "zod";
import { FalError } from "./errors";
import { createFalFetch } from "./fetch";
import { uploadTimeoutMs, withSubmitGrace, withTimeout } from "~/.server/ai/protocols/http";

export interface FalQueueOptions {
  fetch: typeof globalThis.fetch;
  /** Value of the Authorization header: `Key …` at fal itself, `Bearer …` at a gateway. */
  authorization: string;
  /** Where a request to one of fal's addresses goes instead, for a gateway that passes the same protocol on. */
  rewriteUrl?: (falUrl: string) => string;
  now?: () => number;
}

export type FalStatus =
  | { status: "IN_QUEUE"; queuePosition: number | null }
  | { status: "IN_PROGRESS"; logs: readonly string[] }
  /** Over, well or badly. */
  | { status: "COMPLETED"; error: string | null; errorType: string | null };

/**
 * fal's queue. Every method sends each of its requests once, and throws a FalError when there was no usable answer, or
 * the signal's reason when it was aborted.
 */
export interface FalQueue {
  /** Submits once, without any retry; the request's id. `input` is flat JSON in the endpoint's own terms. */
  submit(
    endpoint: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<string>;
  status(endpoint: string, requestId: string, signal: AbortSignal): Promise<FalStatus>;
  /** What the endpoint gave, as it is. A failed job is a FalError here. */
  result(
    endpoint: string,
    requestId: string,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>>;
  cancel(endpoint: string, requestId: string, signal: AbortSignal): Promise<void>;
  /** Stores a file for an hour, where the endpoint can read it; its address. */
  upload(file: File, signal: AbortSignal): Promise<string>;
}

/** How long each request may take, in milliseconds; an upload takes as long as its size lets it. */
export const falTimeouts = { submitMs: 30_000, requestMs: 20_000 };

const maxResultBytes = 50_000_000;
const maxAnswerBytes = 5_000_000;
const sourceLifeSeconds = 3600;
const resultLifeSeconds = 86_400;

const submitted = z.object({ request_id: z.string().min(1) });
const words = z.string().nullish();
const status = z.discriminatedUnion("status", [
  z
    .object({ status: z.literal("IN_QUEUE"), queue_position: z.number().nullish() })
    .transform(({ status, queue_position }) => ({ status, queuePosition: queue_position ?? null })),
  z
    .object({
      status: z.literal("IN_PROGRESS"),
      logs: z.array(z.object({ message: words })).nullish(),
    })
    .transform(({ status, logs }) => ({
      status,
      logs: (logs ?? []).flatMap(({ message }) => message ?? []),
    })),
  z
    .object({ status: z.literal("COMPLETED"), error: words, error_type: words })
    .transform(({ status, error, error_type }) => ({
      status,
      error: error ?? null,
      errorType: error_type ?? null,
    })),
]);
const result = z.object({ data: z.record(z.string(), z.unknown()) });

/** fal's queue over fal's own client, made safe for paid work (docs/providers.md 5.6). Keeps no state. */
export function createFalQueue(options: FalQueueOptions): FalQueue {
  const { authorization, rewriteUrl = (url) => url, now = Date.now } = options;
  const gatewayHost = new URL(rewriteUrl("https://queue.fal.run/")).hostname;
  const falFetch = { fetch: options.fetch, authorization, gatewayHost, now };

  /** A client of its own for each call, because uploads cannot be given a signal. */
  const clientFor = (signal: AbortSignal, maxBytes: number): FalClient =>
    createFalClient({
      credentials: () => undefined,
      fetch: createFalFetch(falFetch, signal, maxBytes),
      requestMiddleware: async (request) => ({
        ...request,
        url: rewriteUrl(request.url),
        headers: { ...request.headers, Authorization: authorization },
      }),
    });

  async function call<T>(
    schema: z.ZodType<T>,
    signal: AbortSignal,
    { ms, maxBytes = maxAnswerBytes }: { ms: number; maxBytes?: number },
    request: (client: FalClient) => Promise<unknown>,
  ): Promise<T> {
    signal.throwIfAborted();
    try {
      return schema.parse(await request(clientFor(withTimeout(signal, ms), maxBytes)));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof FalError) throw error;
      throw new FalError("an answer of the wrong shape", { status: 200 });
    }
  }

  return {
    async submit(endpoint, input, signal) {
      const grace = withSubmitGrace(signal);
      const storageSettings = { expiresIn: resultLifeSeconds };
      const answer = await call(submitted, grace, { ms: falTimeouts.submitMs }, (client) =>
        client.queue.submit(endpoint, { input, storageSettings }),
      );
      return answer.request_id;
    },
    status: (endpoint, requestId, signal) =>
      call(status, signal, { ms: falTimeouts.requestMs }, (client) =>
        client.queue.status(endpoint, { requestId, logs: true }),
      ),
    async result(endpoint, requestId, signal) {
      const limits = { ms: falTimeouts.requestMs, maxBytes: maxResultBytes };
      const answer = await call(result, signal, limits, (client) =>
        client.queue.result(endpoint, { requestId }),
      );
      return answer.data;
    },
    cancel: (endpoint, requestId, signal) =>
      call(z.void(), signal, { ms: falTimeouts.requestMs }, (client) =>
        client.queue.cancel(endpoint, { requestId }),
      ),
    upload: (file, signal) =>
      call(z.url(), signal, { ms: uploadTimeoutMs(file.size) }, (client) =>
        client.storage.upload(file, { lifecycle: { expiresIn: sourceLifeSeconds } }),
      ),
  };
}
