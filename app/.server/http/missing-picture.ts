import { AppError } from "../errors";

const drawing = `<svg xmlns="http://www.w3.org/2000/svg">
<style>rect { fill: #e9e5df } text { fill: #57504a; font: 500 14px system-ui, sans-serif; text-anchor: middle }
@media (prefers-color-scheme: dark) { rect { fill: #34302d } text { fill: #c4bdb5 } }</style>
<rect width="100%" height="100%"/><text x="50%" y="50%" dy="0.35em">This file is missing</text>
</svg>`;

/** What `work` answers; for a file that is lost, where a page shows it as a picture, one that says so. */
export async function orMissingPicture(
  request: Request,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const isLost = error instanceof AppError && "lost" in error.facts;
    if (!isLost || !isForPicture(request)) throw error;
    return missingPicture();
  }
}

/**
 * Stands in for a picture whose file is gone from the store: its tile says so, with or without JavaScript. It has no
 * size of its own, and so fills the place of the picture at any proportions. 404, since browsers draw that too.
 */
function missingPicture(): Response {
  const headers = {
    "content-type": "image/svg+xml",
    "cache-control": "no-store",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  return new Response(drawing, { status: 404, headers });
}

/** True where a page shows the answer as a picture, and not where somebody opens its address. */
function isForPicture(request: Request): boolean {
  return request.headers.get("accept")?.startsWith("image/") ?? false;
}
