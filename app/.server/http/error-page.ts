import { wrongAddressMessage } from "~/domain/error-messages";
import { statusMessage } from "~/domain/status-messages";

/**
 * A whole small page for a failure that never reaches React Router. Needs no script, no style sheet and no file.
 * Contains nothing from the request and no stack.
 *
 * @param reason what exactly is wrong, where that is known
 */
export function errorPage(status: number, requestId: string | null, reason?: string): string {
  const { title, words: general } = statusMessage(status);
  const words = reason === undefined ? general : escapeQuoted(reason);
  const reference =
    requestId && status >= 500
      ? `<p>If it happens again, mention this number: <code>${requestId}</code></p>`
      : "";
  return plainPage(
    title,
    `<p>${words}</p>
${reference}
<p><a href="/">Go to the start page</a></p>`,
  );
}

/**
 * For who came by another address than the one that Easel answers forms at. Names that one, which is no word of the
 * request's.
 *
 * @param href where it leads there
 */
export function otherAddressPage(publicOrigin: string, href: string): string {
  const { title, words, open, forOperator } = wrongAddressMessage(publicOrigin);
  return plainPage(
    title,
    `<p>${words}</p>
<p><a href="${escapeQuoted(href)}">${open}</a></p>
<p><small>${forOperator}</small></p>`,
  );
}

function escapeQuoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

function plainPage(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Easel</title>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}
