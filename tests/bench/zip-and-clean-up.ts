import { link, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { openDatabase } from "../e2e/database.ts";
import { signedInAs } from "../signed-in-as.ts";
import { addFiles, sizeBytes } from "./many-files.ts";
import { type Section, table, verdict, whole } from "./report.ts";
import { type Resident, watchResident } from "./resident.ts";
import { type BenchServer, startNode } from "./servers.ts";
import { signUp } from "./visitor.ts";

const zipped = 500;
/** Each an original with its thumbnail. */
const expired = 5000;
const limitBytes = 32 << 20;
const limitSeconds = 60;
const secret = "a-secret-of-the-bench-0123456789abcdef";

/** What the web process needs for a zip of many pictures, and for a clean-up of many expired ones. */
export async function measureZipAndCleanUp(folder: string): Promise<Section> {
  const dataDir = join(folder, "objects");
  const env = { DATA_DIR: dataDir, HOST: "127.0.0.1", WORKER: "off", CLEANUP_TIMER: "off" };
  const server = await startNode(["build/main.js"], { ...env, CRON_SECRET: secret });
  try {
    const sql = await openDatabase({ dataDir });
    const cookie = await signUp(server.origin);
    const ids = await addFiles(sql, signedInAs(cookie).account, expired);
    await putObjects(join(dataDir, "media"), ids);
    const zips = await measureZips(server, cookie, ids.slice(0, zipped));
    await sql`update media set saved_at = null, expires_at = now()`;
    const cleanUp = await measureCleanUp(server);
    await sql.end();
    const mega = (bytes: number) => (bytes / (1 << 20)).toFixed(1);
    const row = (
      what: string,
      { beforeBytes, peakBytes }: Resident,
      seconds: number,
      limit: number,
    ) => {
      const more = peakBytes - beforeBytes;
      const isMet = more <= limitBytes && seconds < limit;
      return [what, seconds.toFixed(1), mega(beforeBytes), `+${mega(more)}`, verdict(isMet)];
    };
    return {
      title: "A zip, and a clean-up",
      text: [
        `At one web process with files on the disk. The zip has ${zipped} originals of ${whole(sizeBytes)} bytes, after one of 20 that counts for nothing; what the first takes, the process keeps for the next ones. The clean-up has ${whole(expired)} files whose time is over, each with its thumbnail, and is called at \`/cron/cleanup\` until there is no more. Resident memory at the peak, over that before. Wanted: at most +${mega(limitBytes)} MiB, and the clean-up within ${limitSeconds} s.`,
        table(
          ["", "seconds", "resident MiB", "at the peak", "wanted"],
          [
            row(`first zip of ${zipped} pictures`, zips[0].memory, zips[0].seconds, Infinity),
            row("third one", zips[1].memory, zips[1].seconds, Infinity),
            row(
              `clean-up of ${whole(2 * expired)} objects`,
              cleanUp.memory,
              cleanUp.seconds,
              limitSeconds,
            ),
          ],
        ),
      ].join("\n\n"),
    };
  } finally {
    await server.stop();
  }
}

/** All of them are the same bytes, which lie on the disk once. */
async function putObjects(media: string, ids: readonly string[]): Promise<void> {
  await mkdir(media, { recursive: true });
  const [original, thumb] = [join(media, "original"), join(media, "thumb")];
  await writeFile(original, randomBytes(sizeBytes));
  await writeFile(thumb, randomBytes(8000));
  for (const id of ids) {
    await link(original, join(media, `${id}.png`));
    await link(thumb, join(media, `${id}-thumb.webp`));
  }
}

async function timed(pid: number, work: () => Promise<void>) {
  const began = performance.now();
  const memory = await watchResident(pid, work);
  return { memory, seconds: (performance.now() - began) / 1000 };
}

async function measureZips({ origin, pid }: BenchServer, cookie: string, ids: readonly string[]) {
  const fetchZip = async (some: readonly string[]): Promise<void> => {
    const response = await fetch(`${origin}/gallery/zip`, {
      method: "POST",
      body: new URLSearchParams({ ...signedInAs(cookie), mediaIds: some.join(",") }),
      headers: { cookie, origin },
    });
    let length = 0;
    for await (const chunk of response.body ?? []) length += chunk.length;
    if (response.status !== 200 || length < some.length * sizeBytes)
      throw new Error(`The zip is not whole: ${response.status}, ${length} bytes`);
  };
  await fetchZip(ids.slice(0, 20));
  const first = await timed(pid, () => fetchZip(ids));
  await fetchZip(ids);
  return [first, await timed(pid, () => fetchZip(ids))] as const;
}

async function measureCleanUp({ origin, pid }: BenchServer) {
  return await timed(pid, async () => {
    for (let more = true, deleted = 0; more;) {
      const headers = { authorization: `Bearer ${secret}` };
      const response = await fetch(`${origin}/cron/cleanup`, { method: "POST", headers });
      const report = (await response.json()) as { more: boolean; deletedObjects: number };
      if (!response.ok) throw new Error(`The clean-up answers ${response.status}`);
      deleted += report.deletedObjects;
      more = report.more;
      if (!more && deleted !== 2 * expired) throw new Error(`${deleted} objects were deleted`);
    }
  });
}
