const decode = (html: string): string =>
  html
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** The words of a mail's page, each link written out behind its label, for programs that show no HTML. Pure. */
export function mailText(html: string): string {
  const body = html.replace(/<head>.*?<\/head>|<title>.*?<\/title>/s, "");
  const withLinks = body.replaceAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, "$2: $1");
  return decode(withLinks.replaceAll(/<[^>]+>/g, "\n"))
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
}

/** The first link of a mail's page; null when it has none. Pure. */
export function firstLink(html: string): string | null {
  const link = /href="([^"]+)"/.exec(html)?.[1];
  return link === undefined ? null : decode(link);
}
