const pages = new WeakMap<Response, Buffer>();

/**
 * A page that is there as a whole, for `sendResponse`, which writes its bytes at once: it has no body, since that would
 * be a stream with a queue, for one piece.
 */
export function wholePage(html: Buffer, { status = 200, headers }: PageHead): Response {
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-length", String(html.byteLength));
  const response = new Response(null, { status, headers });
  pages.set(response, html);
  return response;
}

interface PageHead {
  status?: number;
  headers: Headers;
}

/** Undefined for every other response. */
export function htmlOf(response: Response): Buffer | undefined {
  return pages.get(response);
}
