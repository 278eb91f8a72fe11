import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { FalFault } from "./fal-errors";
import { createFalFetch, type FalFetchOptions } from "./fal-fetch";
import { readJson, withTimeout } from "./http";
import type { ModelRequest, ModelRoute } from "./port";

const listAddress = "https://api.fal.ai/v1/models/requests/by-endpoint";
const maxPages = 20;
const maxPageBytes = 50_000_000;
/** Our clock and fal's may differ by this much. */
const clockToleranceMs = 30_000;

const page = z.object({
  items: z.array(
    z.object({
      request_id: z.string(),
      endpoint_id: z.string(),
      sent_at: z.string(),
      json_input: z.unknown().optional(),
    }),
  ),
  next_cursor: z.string().nullish(),
  has_more: z.boolean().nullish(),
});
type Item = z.infer<typeof page>["items"][number];

/**
 * Looks in the account's request list for a submit whose answer was lost, and gives its request id (providers.md 5.3). It must be to the
 * same endpoint, not earlier than the request, with the same input. Work that cannot be told from someone else's is not taken: without
 * a seed only a single match counts, and a source picture must carry the name that it was uploaded with. Throws FalFault.
 */
export async function findFalRequest(
  options: FalFetchOptions & { askMs: number },
  route: ModelRoute,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<string | null> {
  const sent = asJson(route.parameters(request));
  const found: string[] = [];
  for await (const item of listRequests(options, route, request, signal)) {
    if (isSameWork(item, sent, route, request)) found.push(item.request_id);
  }
  const [first] = found;
  return first && (found.length === 1 || "seed" in sent) ? first : null;
}

/** What a source picture is called at fal, so that a request can be told from others that differ in the picture alone. */
export function sourceNameOf({ generationId }: ModelRequest, contentType: string): string {
  return `${generationId}.${contentType.replace("image/", "")}`;
}

async function* listRequests(
  options: FalFetchOptions & { askMs: number },
  { upstreamModel }: ModelRoute,
  { askedAt }: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const address = new URL(listAddress);
  address.search = new URLSearchParams({
    endpoint_id: upstreamModel,
    start: new Date(askedAt.getTime() - clockToleranceMs).toISOString(),
    end: new Date(options.now() + clockToleranceMs).toISOString(),
    expand: "payloads",
    limit: "100",
  }).toString();
  for (let pages = 0; pages < maxPages; pages += 1) {
    const falFetch = createFalFetch(options, withTimeout(signal, options.askMs), maxPageBytes);
    const headers = { Authorization: options.authorization, Accept: "application/json" };
    const answer = await falFetch(address, { headers });
    const { items, next_cursor, has_more } = await readPage(answer);
    yield* items;
    if (!has_more || !next_cursor) return;
    address.searchParams.set("cursor", next_cursor);
  }
}

async function readPage(answer: Response): Promise<z.infer<typeof page>> {
  try {
    return page.parse(await readJson(answer, maxPageBytes));
  } catch {
    throw new FalFault("a request list of the wrong shape", { status: answer.status });
  }
}

/** fal may have written the endpoint's own defaults into the input: what was sent must be in it. */
function isSameWork(
  item: Item,
  sent: Readonly<Record<string, unknown>>,
  { upstreamModel, sourceParameter }: ModelRoute,
  { askedAt, generationId, readSource }: ModelRequest,
): boolean {
  if (item.endpoint_id !== upstreamModel) return false;
  if (!(utcTimeOf(item.sent_at) >= askedAt.getTime() - clockToleranceMs)) return false;
  const input = z.record(z.string(), z.unknown()).safeParse(item.json_input).data;
  if (!input) return false;
  for (const [name, value] of Object.entries(sent))
    if (!isDeepStrictEqual(input[name], value)) return false;
  if (!sourceParameter || !readSource) return true;
  return JSON.stringify(input[sourceParameter.name] ?? "").includes(generationId);
}

/** As the other side reads it: without what is undefined. */
function asJson(input: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(input)) as Record<string, unknown>;
}

/** A time without a zone is UTC. NaN when it is no time. */
function utcTimeOf(time: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
}
