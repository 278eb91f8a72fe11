import { z } from "zod";
import { FalError } from "~/.server/ai/protocols/fal-queue/errors";
import { createFalFetch, type FalFetchOptions } from "~/.server/ai/protocols/fal-queue/fetch";
import { readJson, withTimeout } from "~/.server/ai/protocols/http";
import {
  includesParameters,
  sentParameters,
  lookupWindow,
} from "~/.server/ai/protocols/lost-submits";
import type { IntendedSubmit, ModelRequest, ModelRoute } from "~/.server/ai/port";

const listAddress = "https://api.fal.ai/v1/models/requests/by-endpoint";
const maxPages = 20;
const maxPageBytes = 50_000_000;

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
 * Looks in the account's request list for a submit whose answer was lost, and gives its request id (docs/providers.md
 * 5.3). It must be to the same endpoint, not earlier than the submit, with the same input, to which fal may have added
 * the endpoint's defaults, and no job that the request has had before. Work that cannot be told from someone else's is
 * not taken: without a seed only a single match counts, and a source picture must carry the name that it was uploaded
 * with. Throws FalError.
 */
export async function findLostRequest(
  options: FalFetchOptions & { requestMs: number },
  route: ModelRoute,
  request: ModelRequest,
  lost: IntendedSubmit,
  signal: AbortSignal,
): Promise<string | null> {
  const sent = sentParameters(route, request);
  const { from, to } = lookupWindow(lost, options.now());
  const found: string[] = [];
  for await (const item of listRequests(options, route, { from, to }, signal)) {
    const isNew = utcTimeOf(item.sent_at) >= from.getTime();
    const hasEnded = lost.endedRequestIds.includes(item.request_id);
    if (isNew && !hasEnded && isSameWork(item, sent, route, request)) found.push(item.request_id);
  }
  const [first] = found;
  return first && (found.length === 1 || "seed" in sent) ? first : null;
}

async function* listRequests(
  options: FalFetchOptions & { requestMs: number },
  { upstreamModel }: ModelRoute,
  { from, to }: ReturnType<typeof lookupWindow>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const address = new URL(listAddress);
  address.search = new URLSearchParams({
    endpoint_id: upstreamModel,
    start: from.toISOString(),
    end: to.toISOString(),
    expand: "payloads",
    limit: "100",
  }).toString();
  for (let pages = 0; pages < maxPages; pages += 1) {
    const falFetch = createFalFetch(options, withTimeout(signal, options.requestMs), maxPageBytes);
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
    throw new FalError("a request list of the wrong shape", { status: answer.status });
  }
}

function isSameWork(
  item: Item,
  sent: Readonly<Record<string, unknown>>,
  { upstreamModel, sourceParameter }: ModelRoute,
  { generationId, readSource, readFilm }: ModelRequest,
): boolean {
  if (item.endpoint_id !== upstreamModel) return false;
  const input = z.record(z.string(), z.unknown()).safeParse(item.json_input).data;
  if (!input || !includesParameters(input, sent)) return false;
  if (!sourceParameter || !(readSource || readFilm)) return true;
  return JSON.stringify(input[sourceParameter.name] ?? "").includes(generationId);
}

/** A time without a zone is UTC. NaN when it is no time. */
function utcTimeOf(time: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
}
