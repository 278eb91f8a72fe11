import type { z } from "zod";
import { readJson, withTimeout } from "~/.server/ai/protocols/http";

const timeoutMs = 20_000;

export interface Question {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Posted as JSON. Left out: it is a GET. */
  body?: unknown;
  /** Statuses with which the provider says that it has no such thing. Default: 404. */
  refusals?: readonly number[];
}

/** The provider has no such thing. */
export const notFound = Symbol("not found");

/**
 * A free question to a provider. One of the `refusals` in words of its own, that is as JSON, is an answer; everything
 * else but a good answer throws an Error, which names the host alone.
 */
export async function ask<T>(
  fetch: typeof globalThis.fetch,
  { url, headers, body, refusals = [404] }: Question,
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T | typeof notFound> {
  const { host } = new URL(url);
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(url, {
    ...sent,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    redirect: "manual",
    signal: withTimeout(signal, timeoutMs),
  }).catch((error: unknown) => {
    throw new Error(`${host} could not be reached`, { cause: error });
  });
  if (refusals.includes(response.status) && isJson(response)) {
    await response.body?.cancel();
    return notFound;
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${host} answered with status ${response.status}`);
  }
  const read = shape.safeParse(await readJson(response).catch(() => null));
  if (!read.success) throw new Error(`${host} gave an answer that is not understood`);
  return read.data;
}

const isJson = ({ headers }: Response) =>
  headers.get("content-type")?.startsWith("application/json") ?? false;
