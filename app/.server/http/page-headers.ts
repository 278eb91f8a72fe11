import type { HeadersArgs } from "react-router";

/** What an action or a failure may say beside the page. Everything else is the server's own business. */
const passed = ["retry-after", "clear-site-data"];

/** For the `headers` of every page: without it React Router drops what loaders, actions and failures answer with. */
export function pageHeaders({ actionHeaders, errorHeaders, loaderHeaders }: HeadersArgs): Headers {
  const headers = new Headers();
  for (const name of passed) {
    const value = errorHeaders?.get(name) ?? actionHeaders.get(name) ?? loaderHeaders.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

/**
 * For the `headers` of a page whose address is a secret: no other site hears it, and it is asked for each time, since
 * it may end at any moment. Search engines leave it out unless its loader answers `x-robots-tag: all`.
 */
export function secretPageHeaders(args: HeadersArgs): Headers {
  const headers = pageHeaders(args);
  headers.set("cache-control", "private, no-cache");
  headers.set("referrer-policy", "no-referrer");
  headers.set("x-robots-tag", args.loaderHeaders.get("x-robots-tag") ?? "noindex");
  return headers;
}

/**
 * The same for a page with a form. Under `no-referrer` browsers send `Origin: null` with what it posts, and over plain
 * http nothing else says that it comes from us (`isOwnRequest`). Other sites hear our origin and no path.
 */
export function secretFormHeaders(args: HeadersArgs): Headers {
  const headers = secretPageHeaders(args);
  headers.set("referrer-policy", "strict-origin");
  return headers;
}
