import { expect, test } from "vitest";
import { AppError } from "~/.server/errors";
import type { MediaFile } from "~/.server/media/files-port";
import { serveMediaFile } from "~/.server/use-cases/serve-media-file";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "token" };
const asked = {
  mediaId: "picture",
  variant: "original",
  request: new Request("http://easel.test/media/picture"),
} as const;
const at = (path: string) => ({ id: "picture", path }) as MediaFile;

/** Looks the file up at one place after the other; only what lies in `permanent/` is there. */
function depsThatSee(...paths: string[]) {
  const looked: string[] = [];
  return {
    looked,
    mediaFiles: {
      async find() {
        const path = paths[looked.length] ?? "";
        looked.push(path);
        return at(path);
      },
    },
    vault: {
      async serve(_: Request, { path }: MediaFile) {
        if (!path.startsWith("permanent/")) throw new AppError("not_found");
        return new Response(path);
      },
    },
  };
}

test("shows a file that was moved between its look-up and its opening", async () => {
  const deps = depsThatSee("temporary/a.png", "permanent/a.png");
  const response = await serveMediaFile(deps, viewer, asked);
  expect(await response.text()).toBe("permanent/a.png");
});

test("looks a file up once when it lies where its row says", async () => {
  const deps = depsThatSee("permanent/a.png");
  await serveMediaFile(deps, viewer, asked);
  expect(deps.looked).toEqual(["permanent/a.png"]);
});

test("says not_found when the object is really gone, and does not look for ever", async () => {
  for (const paths of [
    ["temporary/a.png", "temporary/a.png"],
    ["temporary/a.png", "temporary/b.png"],
  ]) {
    const deps = depsThatSee(...paths);
    await expect(serveMediaFile(deps, viewer, asked)).rejects.toMatchObject({ code: "not_found" });
    expect(deps.looked).toEqual(paths);
  }
});
