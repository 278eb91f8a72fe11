import { randomUUID } from "node:crypto";
import type { EmulatedRoute } from "./emulator.ts";
import {
  envelope,
  guarded,
  makeOutput,
  makesVideo,
  refusal,
  type WavespeedState,
} from "./wavespeed-tasks.ts";

const mostUploadBytes = 20_000_000;

/** Uploads, and files to fetch (docs/providers.md 4.5). */
export function wavespeedFileRoutes(state: WavespeedState): EmulatedRoute[] {
  const { mediaHost, uploads } = state;
  return [
    {
      method: "POST",
      pattern: `${state.at}/api/v3/media/upload/binary`,
      answer: guarded(state, async ({ headers, body }) => {
        const type = headers["content-type"] ?? "";
        const form = await new Response(Uint8Array.from(body), {
          headers: { "content-type": type },
        })
          .formData()
          .catch(() => null);
        const file = form?.get("file");
        if (!(file instanceof File)) return refusal(400, "no file");
        if (file.size > mostUploadBytes) return refusal(413, "file too large");
        const url = `https://${mediaHost}/media/${randomUUID().slice(0, 8)}_${file.name}`;
        const bytes = Buffer.from(await file.arrayBuffer());
        uploads.set(url, { contentType: file.type, bytes });
        const { name: filename, size } = file;
        return envelope({ type: "image", download_url: url, filename, size });
      }),
    },
    {
      method: "GET",
      pattern: `/${mediaHost}/media/:name`,
      answer({ path }) {
        const upload = uploads.get(`https:/${path}`);
        if (!upload) return { status: 403 };
        return { headers: { "content-type": upload.contentType }, body: upload.bytes };
      },
    },
    {
      method: "GET",
      pattern: `/${mediaHost}/outputs/:id/:name`,
      async answer(_, { id, name = "" }) {
        const task = state.tasks.find((each) => each.id === id);
        if (!task) return { status: 403 };
        const contentType = makesVideo(task) ? "video/mp4" : "image/png";
        const body = await makeOutput(state, task, Number.parseInt(name, 10));
        return { headers: { "content-type": contentType }, body };
      },
    },
  ];
}
