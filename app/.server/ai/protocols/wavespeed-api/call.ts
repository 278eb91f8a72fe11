import { z } from "zod";
import {
  wasNeverSent,
  readJson,
  retryAfterSecondsOf,
  withTimeout,
} from "~/.server/ai/protocols/http";
import type { WavespeedAnswer } from "./errors";

export interface WavespeedCallOptions {
  /** Without a slash at its end: `https://api.wavespeed.ai`. */
  baseUrl: string;
  /** Value of the Authorization header: `Bearer KEY`. It is cut out of everything that is thrown. */
  authorization: string;
  fetch: typeof globalThis.fetch;
  now?: () => number;
}

/** One request. Waits `timeoutMs` at most. Throws NoResponseError, or the reason of `signal`. */
export type WavespeedCall = (
  path: string,
  init: RequestInit,
  timeoutMs: number,
  signal: AbortSignal,
) => Promise<WavespeedReply>;

export interface WavespeedReply {
  /** By its HTTP status. */
  isOk: boolean;
  answer: WavespeedAnswer;
  /** What the envelope holds. */
  data: unknown;
}

/**
 * There was no answer, or none that could be read to its end. Without the error behind it, whose words may hold a key.
 */
export class NoResponseError extends Error {
  /** The request certainly did not reach anybody. */
  readonly neverSent: boolean;

  constructor(message: string, isNeverSent: boolean) {
    super(message);
    this.name = "NoResponseError";
    this.neverSent = isNeverSent;
  }
}

const maxBytes = 5_000_000;
const firstTaskCode = 1000;

const envelope = z.object({
  code: z.number().nullish().catch(null),
  message: z.string().nullish().catch(null),
  error: z.string().nullish().catch(null),
  data: z.unknown().optional(),
});
const taskError = z.object({
  code: z.number().nullish().catch(null),
  error: z.string().nullish().catch(null),
});

/** Redirects are not followed: a followed one could send a paid request twice, or a key elsewhere. */
export function createWavespeedCall(options: WavespeedCallOptions): WavespeedCall {
  const { baseUrl, authorization, now } = options;
  const key = authorization.split(" ").at(-1) || authorization;
  const redact = (words: string) => words.replaceAll(key, "[key]");
  return async (path, init, timeoutMs, signal) => {
    try {
      const response = await options.fetch(`${baseUrl}/api/v3/${path}`, {
        ...init,
        headers: { ...init.headers, authorization },
        redirect: "manual",
        signal: withTimeout(signal, timeoutMs),
      });
      const reply = readReply(response.status, await readBody(response));
      const retryAfterSeconds = retryAfterSecondsOf(response, now) ?? null;
      const message = redact(reply.message);
      return {
        isOk: response.ok,
        data: reply.data,
        answer: { code: reply.code, message, retryAfterSeconds },
      };
    } catch (error) {
      signal.throwIfAborted();
      throw new NoResponseError(redact(reasonOf(error)), wasNeverSent(error));
    }
  };
}

/** An answer whose status says enough needs no body. */
async function readBody(response: Response): Promise<unknown> {
  try {
    return await readJson(response, maxBytes);
  } catch (error) {
    if (response.ok) throw error;
    return null;
  }
}

function readReply(status: number, body: unknown) {
  const parsed = envelope.safeParse(body).data;
  const task = taskError.safeParse(parsed?.data).data;
  const message = parsed?.message ?? parsed?.error ?? task?.error ?? "";
  const taskCode = [parsed?.code ?? 0, task?.code ?? 0].find((code) => code >= firstTaskCode);
  const isOk = status >= 200 && status < 300;
  const plainCode = isOk ? (parsed?.code ?? status) : status;
  return { message, data: parsed?.data, code: (status < 500 && taskCode) || plainCode };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? `, ${String(cause.code)}` : "";
  return `no answer: ${error.name}, ${error.message}${code}`;
}
