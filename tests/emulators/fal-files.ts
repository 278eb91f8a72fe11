import { randomUUID } from "node:crypto";
import type { EmulatedRoute } from "./emulator.ts";
import {
  cutOut,
  editPicture,
  makeBlack,
  makePicture,
  readVideo,
  sizeAskedFor,
} from "./fal-media.ts";
import { isFlagged } from "./fal-queue.ts";
import { guarded, makesVideo, sourcesOf, type FalEmulatedJob, type FalState } from "./fal-state.ts";

const square = { width: 1024, height: 1024 };

/**
 * Uploads, and files to fetch (docs/providers.md 5.8). Anybody may fetch; the PUT is signed by its address, without a
 * key.
 */
export function falFileRoutes(state: FalState): EmulatedRoute[] {
  const { mediaHost, uploads, jobs } = state;
  const uploaded = `/${mediaHost}/files/uploaded/:name`;
  return [
    {
      method: "POST",
      pattern: "/rest.fal.ai/storage/upload/initiate",
      answer: guarded(state, ({ body }) => {
        const wanted = JSON.parse(body.toString()) as { content_type: string; file_name: string };
        const id = randomUUID().slice(0, 8);
        const address = `https://${mediaHost}/files/uploaded/${id}_${wanted.file_name}`;
        uploads.set(address, { contentType: wanted.content_type, bytes: null });
        return { json: { upload_url: `${address}?signature=${id}`, file_url: address } };
      }),
    },
    {
      method: "PUT",
      pattern: uploaded,
      answer({ path, headers, body }) {
        const upload = uploads.get(`https:/${path}`);
        if (upload?.contentType !== headers["content-type"] || headers.authorization)
          return { status: 403, json: { detail: "Forbidden" } };
        upload!.bytes = body;
        return { json: {} };
      },
    },
    {
      method: "GET",
      pattern: uploaded,
      answer({ path }) {
        const upload = uploads.get(`https:/${path}`);
        if (!upload?.bytes) return { status: 404 };
        return { headers: { "content-type": upload.contentType }, body: upload.bytes };
      },
    },
    {
      method: "GET",
      pattern: `/${mediaHost}/files/made/:id/:name`,
      async answer(_, params) {
        const job = jobs.find(({ requestId }) => requestId === params["id"]);
        if (!job) return { status: 404 };
        const contentType = makesVideo(job) ? "video/mp4" : "image/png";
        const body = await makeFile(state, job, Number.parseInt(params["name"]!, 10));
        return { headers: { "content-type": contentType }, body };
      },
    },
  ];
}

/** What a job made, made when it is fetched. */
async function makeFile(state: FalState, job: FalEmulatedJob, index: number): Promise<Buffer> {
  const { input } = job;
  if (makesVideo(job)) return await readVideo();
  const size = sizeAskedFor(input);
  if (isFlagged(job, index)) return await makeBlack(size ?? square);
  const words = JSON.stringify([input["prompt"], input["seed"], index]);
  const [source] = sourcesOf(input).map((url) => state.uploads.get(url)?.bytes);
  if (source && /birefnet|background\/remove/.test(job.endpoint)) return await cutOut(source);
  return source ? await editPicture(source, size, words) : await makePicture(size ?? square, words);
}
