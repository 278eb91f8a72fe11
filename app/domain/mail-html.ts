/** What a mail says: the words, and at most one thing to do. */
export interface MailContent {
  subject: string;
  paragraphs: readonly string[];
  /** `url` may hold a placeholder of a mail template. */
  action?: { label: string; url: string };
}

const style = {
  body: "margin:0;padding:32px 16px;background:#f7f4f0;color:#24201c;font:16px/1.5 system-ui,sans-serif",
  sheet: "max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:16px",
  title: "margin:0 0 16px;font-size:23px;line-height:1.25",
  words: "margin:0 0 16px",
  button:
    "display:inline-block;padding:12px 20px;border-radius:10px;background:#a83c12;color:#fff;text-decoration:none",
  name: "margin:24px 0 0;color:#6b645c;font-size:14px",
};

/** The page of a mail. Everything in the letter is text and escaped. Pure. */
export function mailHtml({ subject, paragraphs, action }: MailContent): string {
  const title = escapeHtml(subject);
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>${title}</title></head>`,
    `<body style="${style.body}"><div style="${style.sheet}"><h1 style="${style.title}">${title}</h1>`,
    ...paragraphs.map((words) => `<p style="${style.words}">${escapeHtml(words)}</p>`),
    action
      ? `<p style="${style.words}"><a href="${escapeHtml(action.url)}" style="${style.button}">${escapeHtml(action.label)}</a></p>`
      : "",
    `<p style="${style.name}">Easel</p></div></body></html>\n`,
  ].join("");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
