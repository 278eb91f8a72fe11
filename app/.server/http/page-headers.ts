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
