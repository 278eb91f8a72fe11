import { expect, test } from "vitest";
import { maxPromptLength } from "~/domain/models";
import { bodyLimitBytes } from "~/.server/http/body-limit";
import { createFieldCounter } from "~/.server/http/field-counter";

const urlEncoded = "application/x-www-form-urlencoded";
const part = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n`;

/** What the counter says in the end of a body that comes in pieces of `size` bytes. */
function judge(type: string, body: string, size: number): boolean | null {
  const isWithinLimit = createFieldCounter(type);
  if (!isWithinLimit) return null;
  const bytes = Buffer.from(body, "latin1");
  for (let at = 0; at < bytes.length; at += size)
    if (!isWithinLimit(bytes.subarray(at, at + size))) return false;
  return true;
}

test.each([1, 2, 3, 7, 64, 1_000_000])("counts alike in pieces of %i bytes", (size) => {
  const pairs = (count: number) => Array.from({ length: count }, () => "a=1").join("&");
  expect(judge(urlEncoded, pairs(100), size)).toBe(true);
  expect(judge(urlEncoded, pairs(101), size)).toBe(false);
  const multipart = "multipart/form-data; boundary=b";
  expect(judge(multipart, `${part("a").repeat(100)}--b--\r\n`, size)).toBe(true);
  expect(judge(multipart, `${part("a").repeat(101)}--b--\r\n`, size)).toBe(false);
  expect(judge(multipart, "--b\r\n".repeat(102), size)).toBe(false);
  expect(judge(multipart, `${part("a".repeat(900))}--b--\r\n`, size)).toBe(true);
  expect(judge(multipart, `${part("a".repeat(1000))}--b--\r\n`, size)).toBe(false);
  expect(judge(multipart, `--b${"\n".repeat(1001)}`, size)).toBe(false);
});

test.each([
  "multipart/form-data; boundary=----WebKitFormBoundaryAbCdEfGh12345678",
  "multipart/form-data; boundary=----geckoformboundary0123456789abcdef",
  "multipart/form-data; boundary=----formdata-undici-012345678901",
  'multipart/form-data; boundary="with=equals"',
  "Multipart/Form-Data;boundary=b",
  "application/x-www-form-urlencoded; charset=UTF-8",
  "application/x-www-form-urlencoded",
])("reads %s", (type) => {
  expect(createFieldCounter(type)).not.toBeNull();
});

test.each([
  "multipart/form-data",
  "multipart/form-data; boundary=",
  "multipart/form-data; boundary=a; boundary=b",
  'multipart/form-data; boundary="a\\b"',
  "multipart/form-data; boundary=a b",
  "multipart/form-data; charset=x; boundary=a",
  `multipart/form-data; boundary=${"b".repeat(71)}`,
  "multipart/mixed; boundary=b",
  "application/x-www-form-urlencodedx",
  "application/json",
  "",
])("takes %j for no form", (type) => {
  expect(createFieldCounter(type)).toBeNull();
});

test("both texts of the studio as long as they may be in any script fit into either kind of form", () => {
  const text = `${"雪".repeat(maxPromptLength - 1)}\r\n`;
  const fields = new URLSearchParams({ prompt: text, negativePrompt: text });
  const others = 4000;
  expect(fields.toString().length + others).toBeLessThan(bodyLimitBytes(urlEncoded, "/", 0));
  expect(2 * Buffer.byteLength(text) + others).toBeLessThan(
    bodyLimitBytes("multipart/form-data", "/", 0),
  );
});
