const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, "Edge"],
  [/\bOPR\/|\bOPiOS\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bVersion\/[\d.]+.* Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** "Firefox on Windows", from a browser's User-Agent. Only words of our own come out, whatever was sent. Pure. */
export function deviceName(agent: string): string {
  const browser = nameIn(browsers, agent);
  const system = nameIn(systems, agent);
  if (browser === undefined) return system ?? "an unknown browser";
  return system === undefined ? browser : `${browser} on ${system}`;
}

function nameIn(names: typeof browsers, agent: string): string | undefined {
  return names.find(([pattern]) => pattern.test(agent))?.[1];
}

/** "203.0.113.x" or "2001:db8:1::", from a coarse address: a /24 or /48 block. Empty for anything else. Pure. */
export function coarsePlace(address: string): string {
  const block = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.0\/24$/.exec(address)?.[1];
  return block ? `${block}.x` : (/^([\da-f:]+)\/48$/.exec(address)?.[1] ?? "");
}
