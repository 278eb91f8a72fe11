const drawing = `<svg xmlns="http://www.w3.org/2000/svg">
<style>rect { fill: #e9e5df } text { fill: #57504a; font: 500 14px system-ui, sans-serif; text-anchor: middle }
@media (prefers-color-scheme: dark) { rect { fill: #34302d } text { fill: #c4bdb5 } }</style>
<rect width="100%" height="100%"/><text x="50%" y="50%" dy="0.35em">This file is missing</text>
</svg>`;

/**
 * Stands in for a picture whose file is gone from the store: its tile says so, with or without JavaScript. It has no
 * size of its own, and so fills the place of the picture at any proportions. 404, since browsers draw that too.
 */
export function missingPicture(): Response {
  const headers = {
    "content-type": "image/svg+xml",
    "cache-control": "no-store",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  };
  return new Response(drawing, { status: 404, headers });
}

/** True where a page shows the answer as a picture, and not where somebody opens its address. */
export function isForPicture(request: Request): boolean {
  return request.headers.get("accept")?.startsWith("image/") ?? false;
}
