import { brotliCompressSync, constants } from "node:zlib";

export interface ClientJs {
  files: number;
  brotliBytes: number;
}

/**
 * The JavaScript that a page makes the browser fetch at once: its module preloads, its scripts and what these import by
 * name.
 */
export async function measureClientJs(url: string, cookie = ""): Promise<ClientJs> {
  const page = await fetch(url, { headers: { cookie }, redirect: "error" });
  if (!page.ok) throw new Error(`${url} answers ${page.status}`);
  const paths = scriptPaths(await page.text());
  const sizes = await Promise.all(paths.map((path) => compressedSize(new URL(path, url).href)));
  return { files: sizes.length, brotliBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function scriptPaths(html: string): string[] {
  const tags = html.match(/<(link|script)\b[^>]*>/g) ?? [];
  const preloads = tags
    .filter((tag) => /rel="modulepreload"/.test(tag))
    .map((tag) => attribute(tag, "href"));
  const scripts = tags
    .filter((tag) => tag.startsWith("<script"))
    .map((tag) => attribute(tag, "src"));
  const imported = [
    ...html.matchAll(/\bimport\s*(?:[^"';]*from\s*)?\(?["'](\/[^"']+\.js)["']/g),
  ].map((match) => match[1]);
  const found = [...preloads, ...scripts, ...imported].filter((path) => path?.includes(".js"));
  return [...new Set(found.map((path) => path!.split("?")[0]!))];
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];
}

async function compressedSize(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { "accept-encoding": "identity" } });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(Buffer.from(await answer.arrayBuffer()), { params }).length;
}
