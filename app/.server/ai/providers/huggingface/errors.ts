import { z } from "zod";
import { AiError, type AiErrorCode, type AiErrorOptions } from "~/.server/ai/port";

/** A request that was answered with something else than success. */
export class HuggingFaceRefusal extends AiError {
  readonly status: number;

  constructor(status: number, code: AiErrorCode, options: AiErrorOptions) {
    super(code, options);
    this.status = status;
  }
}

export interface RefusedResponse {
  status: number;
  body: unknown;
  retryAfterSeconds: number | undefined;
  /** True when a failure on the other side certainly costs nothing: questions, and HuggingFace's own machines. */
  failsFree: boolean;
  /** Cut out of what is told. */
  secret: string;
}

const errorBody = z.object({
  error: z
    .union([
      z.string(),
      z.object({ message: z.string() }).transform(({ message }) => message),
      z.array(z.string()).transform((lines) => lines.join(" ")),
    ])
    .nullish()
    .catch(null),
  detail: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  /** Seconds until a model is loaded. */
  estimated_time: z.number().nonnegative().nullish().catch(null),
});

/**
 * What an answer without success means (docs/providers.md 3.5): 4xx is a refusal and costs nothing, a 5xx from a
 * partner may have been charged, except while its model loads.
 */
export function refusalOf({
  status,
  body,
  retryAfterSeconds,
  failsFree,
  secret,
}: RefusedResponse): AiError {
  const parsed = errorBody.safeParse(body).data;
  const words = parsed?.error ?? parsed?.detail ?? parsed?.message ?? "";
  const detail = `status ${status} ${words}`.trim().replaceAll(secret, "[token]");
  const loadingSeconds = parsed?.estimated_time;
  const after = retryAfterSeconds ?? (status === 503 ? loadingSeconds : null) ?? null;
  const free = (code: AiErrorCode, retryable?: boolean) =>
    new HuggingFaceRefusal(status, code, {
      detail,
      mayHaveCharged: false,
      retryAfterSeconds: after,
      ...(retryable !== undefined && { retryable }),
    });
  if (status === 503 && (failsFree || typeof loadingSeconds === "number")) return free("busy");
  // The words alone tell a model that is not served from a parameter that is wrong.
  if (status === 400 && /not supported by provider/i.test(words)) return free("upstream_failure");
  const code = refusals.get(status);
  if (code) return free(code);
  if (failsFree) return free("upstream_failure", true);
  return new HuggingFaceRefusal(status, "ambiguous", { detail });
}

/** 408 is missing: who sends it may have passed the request on. */
const refusals: ReadonlyMap<number, AiErrorCode> = new Map([
  [400, "invalid_input"],
  [401, "provider_auth"],
  [402, "provider_credit"],
  [403, "provider_auth"],
  // A model that is not there is no fault of the request: another route may have it.
  [404, "upstream_failure"],
  [405, "upstream_failure"],
  [410, "upstream_failure"],
  [413, "invalid_input"],
  [415, "invalid_input"],
  [422, "invalid_input"],
  [429, "rate_limited"],
]);

/** A model that cannot be asked for this here. Nothing was sent; another route may have it. */
export function notServed(what: string): AiError {
  return new AiError("upstream_failure", { mayHaveCharged: false, detail: what });
}
