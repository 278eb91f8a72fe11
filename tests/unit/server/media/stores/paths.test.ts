import { expect, test } from "vitest";
import { extensionOf, mediaPaths } from "~/.server/media/stores/paths";

const userId = "019aafd6-8f3c-7c3e-9a10-0c5f6f1e2d3c";
const mediaId = "019aafd7-0000-7000-8000-000000000001";

test("puts a file and its thumbnail side by side, in the folder of their owner", () => {
  expect(mediaPaths({ userId, mediaId, contentType: "image/jpeg", area: "temporary" })).toEqual({
    path: `temporary/${userId}/${mediaId}.jpg`,
    thumbPath: `temporary/${userId}/${mediaId}.thumb.webp`,
  });
});

test("keeps apart what is temporary and what is permanent", () => {
  const { path } = mediaPaths({ userId, mediaId, contentType: "video/mp4", area: "permanent" });
  expect(path).toBe(`permanent/${userId}/${mediaId}.mp4`);
});

test.for(["../../etc/passwd", "", "019AAFD7-0000-7000-8000-000000000001", `${mediaId}/..`])(
  "makes no path from the id %j",
  (bad) => {
    const parts = { userId, mediaId, contentType: "image/png", area: "temporary" } as const;
    expect(() => mediaPaths({ ...parts, mediaId: bad })).toThrow(TypeError);
    expect(() => mediaPaths({ ...parts, userId: bad })).toThrow(TypeError);
  },
);

test.for(["text/html", "image/svg+xml", "constructor", ""])(
  "has no extension for %j",
  (contentType) => {
    expect(() => extensionOf(contentType)).toThrow(TypeError);
  },
);
