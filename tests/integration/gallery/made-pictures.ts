import { join } from "node:path";
import sharp from "sharp";
import { expect } from "vitest";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { createMediaVault } from "~/.server/media/media-vault";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { type Answer, type Site, startSite, studioFields } from "../faults/site";

/** Whoever can send a form. */
interface Sender {
  post(path: string, fields: Record<string, string>): Promise<Pick<Answer, "status" | "headers">>;
}

interface Job {
  userId: string;
  mediaIds: string[];
  prompt: string;
  leaseToken: string;
}

const green = { width: 96, height: 96, channels: 3, background: "#486" } as const;
const bytes = await sharp({ create: green }).png().toBuffer();

/** A site whose worker is the test, by `makePictures`: for what becomes of pictures rather than how they are made. */
export const startSiteWithoutPainter: typeof startSite = async ({ env, ...options } = {}) =>
  await startSite({ ...options, env: { ...env, WORKER: "off" } });

/**
 * Pictures that somebody has just asked for with one form, by their ids, in the order in which they were made: charged,
 * claimed, stored and finished as any others, but small, and at once. To be called in a test of a site without painter.
 */
export async function makePictures(
  { sql, dataDir }: Site,
  sender: Sender,
  count: number,
  prompt = "a lighthouse by the sea at dusk",
): Promise<string[]> {
  const form = { ...studioFields(prompt), count: String(count) };
  const { status, headers } = await sender.post("/?index", form);
  expect(status).toBe(302);
  const id = headers.get("location")?.split("/").at(-1) ?? "";
  const [job] = await sql<[Job?]>`
    select g.user_id as "userId", g.media_ids as "mediaIds", g.prompt,
      public.claim_generation(j.message_id, g.id, 1, 'a test', 60)->>'leaseToken' as "leaseToken"
    from generations g join private.generation_jobs j on j.generation_id = g.id where g.id = ${id}`;
  if (!job) throw new Error(`There is no job for ${id}`);
  const store = createLocalDiskStore(join(dataDir, "media"));
  const vault = createMediaVault({ store, outside: createSafeFetch() });
  const marks = { source: "algorithmicMedia", prompt: job.prompt, model: "Painter" } as const;
  const ingest = async (mediaId: string) => ({
    ...(await vault.ingest({ userId: job.userId, mediaId, kind: "image", file: { bytes }, marks })),
  });
  const media = await Promise.all(job.mediaIds.map(ingest));
  await sql`select public.complete_generation(${id}, ${job.leaseToken}, ${sql.json(media)})`;
  return job.mediaIds;
}
