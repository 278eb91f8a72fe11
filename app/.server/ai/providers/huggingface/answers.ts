import { z } from "zod";
import type { ProviderFile } from "~/domain/media";
import { readBytes, withTimeout } from "~/.server/ai/protocols/http";
import { noResponseError, viaRouter, type RouterOptions } from "./router";
import type { WrittenRequest } from "./requests";
import { AiError } from "~/.server/ai/port";

/** What a provider gave in its one answer. */
export interface DirectAnswer {
  files: ProviderFile[];
  requestId: string | null;
}

/** Links of Replicate's results lead here (docs/providers.md 10). */
const replicateHosts: readonly string[] = ["replicate.delivery", "*.replicate.delivery"];
const deadlineMs = 180_000;
const maxBytes = 50_000_000;

const picture = z.object({ b64_json: z.base64().min(1) });
const pictures = z.object({ data: z.array(picture).min(1) });
const prediction = z.object({
  status: z.string().nullish(),
  error: z.unknown(),
  output: z
    .union([z.string().transform((url) => [url]), z.array(z.string())])
    .nullish()
    .catch(null),
});

/**
 * Sends a request once and reads the answer, which is the result: bytes, base64 in JSON, or addresses. Waits three
 * minutes and reads 50 MB at most. Throws AiError: `ambiguous` where the answer is lost.
 */
export async function requestDirectly(
  router: RouterOptions,
  { url, headers, body }: WrittenRequest,
): Promise<DirectAnswer> {
  return await viaRouter(router, async (fetch) => {
    const signal = withTimeout(router.signal, deadlineMs);
    const response = await fetch(url, { method: "POST", headers, body, signal });
    const bytes = await readBytes(response, maxBytes).catch((error: unknown) => {
      throw noResponseError(error, false);
    });
    const type = response.headers.get("content-type") ?? "";
    return {
      files: type.includes("json") ? filesIn(bytes) : fileOf(bytes, type),
      requestId: response.headers.get("x-request-id"),
    };
  });
}

function fileOf(bytes: Uint8Array, type: string): ProviderFile[] {
  if (bytes.length === 0 || !/^(image|video)\/|^application\/octet-stream/.test(type))
    throw wrongShape(`${bytes.length} bytes of ${type || "no type"}`);
  return [{ bytes }];
}

function filesIn(bytes: Uint8Array): ProviderFile[] {
  const answer = parse(bytes);
  const made = pictures.safeParse(answer).data;
  if (made) return made.data.map(({ b64_json }) => ({ bytes: Buffer.from(b64_json, "base64") }));
  const parsed = prediction.safeParse(answer).data;
  if (parsed?.output?.length) return parsed.output.map((url) => ({ url, hosts: replicateHosts }));
  throw failureOf(parsed?.status ?? null, parsed?.error);
}

/** A prediction without an output has ended badly, or goes on where nobody can see it. */
function failureOf(status: string | null, error: unknown): AiError {
  const detail = [status, typeof error === "string" ? error : null].filter(Boolean).join(" ");
  if (status === "starting" || status === "processing")
    return new AiError("ambiguous", { detail: `the work goes on unseen: ${detail}` });
  if (status === "canceled") return new AiError("canceled", { detail });
  if (status !== "failed") return wrongShape("JSON without an output");
  // Replicate has no code for this.
  return new AiError(/nsfw/i.test(detail) ? "safety_filter" : "upstream_failure", { detail });
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

/** The work was done, but not so that it could be used. */
function wrongShape(what: string): AiError {
  return new AiError("upstream_failure", { detail: `an answer of the wrong shape: ${what}` });
}
