/** Whether an address is asked all day and says nothing: files of the pages, checks of health and monitors. Pure. */
export function isRoutine(url: string): boolean {
  return /^\/(assets|healthz|readyz|metrics|@|node_modules|app)\b/.test(url);
}

/**
 * The path of an address as logs may have it: without the query, and without the tokens of shared links, however they
 * are written. Pure.
 */
export function loggedPath(url: string): string {
  const [path = ""] = url.split("?", 1);
  return decoded(path)
    .replace(/^\/(s|report)\/[^/]+/i, "/$1/[hidden]")
    .replaceAll(/(?<=\/)[\w-]{22}(?=[/.]|$)/g, "[hidden]")
    .slice(0, 200);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
