import { expect, test } from "vitest";
import { mailHtml } from "~/domain/mail-html";
import { firstLink, mailText } from "~/.server/mail/mail-text";

const letter = {
  subject: "Tom & <b>Jerry</b>",
  paragraphs: ['A "word" & <script>another</script>', "It's here"],
  action: { label: "Go <on>", url: 'https://a.example/?b="c"&d=e' },
};

test("everything in a letter is text, and its page reads the same without HTML", () => {
  const html = mailHtml(letter);
  expect(html).not.toMatch(/<b>|<script>/);
  expect(mailText(html)).toBe(
    [
      letter.subject,
      ...letter.paragraphs,
      `${letter.action.label}: ${letter.action.url}`,
      "Easel",
    ].join("\n"),
  );
  expect(firstLink(html)).toBe(letter.action.url);
});

test("a letter without anything to do has no link", () => {
  expect(firstLink(mailHtml({ subject: "Hello", paragraphs: ["Words"] }))).toBeNull();
});
