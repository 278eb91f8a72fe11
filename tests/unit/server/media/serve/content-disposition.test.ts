import { expect, test } from "vitest";
import { contentDisposition } from "~/.server/media/serve/content-disposition";

const png = {
  id: "019aafd7-0000-7000-8000-0000003f9a2c",
  store: "local",
  path: "p",
  thumbPath: "t",
  contentType: "image/png",
  sizeBytes: 1,
  sha256: "00",
};
const named = (prompt: string) => contentDisposition("attachment", { ...png, prompt }, "original");

test("names a file after its prompt", () => {
  expect(named("A lighthouse, at dusk!")).toBe(
    'attachment; filename="a-lighthouse-at-dusk-3f9a2c.png"',
  );
});

test("gives the thumbnail its own extension", () => {
  const disposition = contentDisposition("inline", { ...png, prompt: "boat" }, "thumb");
  expect(disposition).toBe('inline; filename="boat-3f9a2c.webp"');
});

test("keeps letters of every script, with a plain name for old clients", () => {
  expect(named("Häuser am Meer")).toBe(
    `attachment; filename="hauser-am-meer-3f9a2c.png"; filename*=UTF-8''h%C3%A4user-am-meer-3f9a2c.png`,
  );
  expect(named("灯台")).toBe(
    `attachment; filename="easel-3f9a2c.png"; filename*=UTF-8''%E7%81%AF%E5%8F%B0-3f9a2c.png`,
  );
});

test.for(["", "   ", "🏠🏠", "../..", "\u0000", "\uD800", "\u202E\u2066"])(
  "has a name when the prompt is %j",
  (prompt) => {
    expect(named(prompt)).toBe('attachment; filename="easel-3f9a2c.png"');
  },
);

test.for([
  '"; filename="evil.exe',
  "a\r\nSet-Cookie: x=1",
  "../../etc/passwd",
  "a\\b:c*d?e",
  "con",
  "x'y(z)%00",
])("lets nothing through that means something to a header or a disk: %j", (prompt) => {
  expect(named(prompt)).toMatch(/^attachment; filename="[a-z0-9-]+-3f9a2c\.png"$/);
});

test.for([
  "word ".repeat(200),
  "x".repeat(300),
  "ß".repeat(300),
  "𠮷".repeat(300),
  `a${"\u0301".repeat(500)}`,
])("stays under 255 bytes for a prompt without end", (prompt) => {
  const [, plain] = /filename="([^"]+)"/.exec(named(prompt)) ?? [];
  const [, extended] = /filename\*=UTF-8''(.+)$/.exec(named(prompt)) ?? [];
  for (const name of [plain, decodeURIComponent(extended ?? plain ?? "")]) {
    expect(Buffer.byteLength(name ?? "")).toBeGreaterThan(10);
    expect(Buffer.byteLength(name ?? "")).toBeLessThan(255);
  }
});
