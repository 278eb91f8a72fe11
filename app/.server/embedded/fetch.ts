import type { Lite } from "./lite.ts";
import type { Rpc } from "./rpc.ts";

/** The `fetch` to give to supabase-js: calls of functions go straight to the database, the rest to Supabase Lite. */
export function createFetch(rpc: Rpc, lite: Pick<Lite, "fetch">): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.startsWith("/rest/v1/rpc/")) return lite.fetch(input, init);
    if (input instanceof Request || typeof init?.body !== "string")
      return viaRequest(new Request(input, init), url);
    const { method = "GET", headers, body, signal } = init;
    const answer = await rpc.answer(url, {
      method,
      headers: new Headers(headers),
      body,
      signal: signal ?? null,
    });
    return answer ?? lite.fetch(input, init);
  };

  async function viaRequest(request: Request, url: URL): Promise<Response> {
    const { method, headers, signal } = request;
    const body = await request.clone().text();
    return (await rpc.answer(url, { method, headers, body, signal })) ?? lite.fetch(request);
  }
}
