import type { IncomingHttpHeaders } from "node:http";

/** Only proxies write these. */
const proxyHeaders = [
  "x-forwarded-for",
  "forwarded",
  "x-real-ip",
  "cf-connecting-ip",
  "fly-client-ip",
  "x-vercel-forwarded-for",
];
const enough = 3;

/** True when a proxy says that it passes the request on. */
export function isProxied(headers: IncomingHttpHeaders): boolean {
  return [...proxyHeaders, "x-forwarded-host", "x-forwarded-proto", "via"].some(
    (name) => headers[name] !== undefined,
  );
}

/**
 * Notices when a proxy hides the visitors: each request that came through one is taken to be from the same address,
 * though the proxy has named several. Calls `tell` then, once, with words for whoever runs Easel.
 */
export function watchHiddenVisitors(tell: (words: string) => void) {
  const named = new Set<string>();
  let taken: string | null | undefined;
  let isOver = false;
  return (headers: IncomingHttpHeaders, address: string | null): void => {
    if (isOver) return;
    const name = proxyHeaders.find((each) => headers[each] !== undefined);
    if (name === undefined) return;
    if (taken === undefined) taken = address;
    isOver = taken !== address;
    if (isOver || named.add(String(headers[name])).size < enough) return;
    isOver = true;
    tell(
      `All visitors seem to come from ${address ?? "nowhere"}, though a proxy names others (${name}): whatever one address may do, they may do only together. TRUST_PROXY says whose word on their addresses is taken.`,
    );
  };
}
