/** Two years, as browsers' preload lists ask. */
const hstsSeconds = 63_072_000;

const unusedFeatures = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Nothing may run, load or frame: for everything that is not a page. */
export const closedPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The headers of every response, whatever its kind and status. A page replaces `content-security-policy`
 * by `pagePolicy`. Shape: lower-case name → value.
 *
 * @param https true when people reach Easel over https
 */
export function staticHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    "content-security-policy": closedPolicy,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": unusedFeatures.map((name) => `${name}=()`).join(", "),
    ...(https && { "strict-transport-security": `max-age=${hstsSeconds}; includeSubDomains` }),
  };
}

const [beforeNonce, afterNonce] = policy({
  script: "'nonce-*' 'strict-dynamic'",
  style: "'self'",
  connect: "'self'",
}).split("*") as [string, string];

/**
 * The Content-Security-Policy of one page: scripts by nonce only, everything else from this origin, no inline style.
 * `strict-dynamic` lets the page's own scripts load the rest of the route's modules.
 */
export function pagePolicy(nonce: string): string {
  return beforeNonce + nonce + afterNonce;
}

/**
 * The same for Vite's development server, which puts style sheets inline and reports changes by WebSocket.
 * Without a nonce, because browsers hide it and React then calls every page of the development build mismatched.
 */
export const developmentPolicy = policy({
  script: "'self' 'unsafe-inline'",
  style: "'self' 'unsafe-inline'",
  connect: "'self' ws:",
});

function policy(sources: { script: string; style: string; connect: string }): string {
  return [
    "default-src 'none'",
    `script-src ${sources.script}`,
    `style-src ${sources.style}`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src ${sources.connect}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
