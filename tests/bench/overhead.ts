import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { openDatabase } from "../chaos/database.ts";
import { linkPackages } from "./program.ts";
import { median, quantile, type Section, table, verdict, whole } from "./report.ts";
import { startNode } from "./servers.ts";
import { readPicturePath, readWish, sendWish, signUp } from "./visitor.ts";

const submits = 60;
const warmUps = 3;
const goalMs = 250;

/**
 * From sending the form until a live page shows the picture, less what the model takes. The built server runs with a
 * painter that paints at once, so that encoding the even picture is all the model does; that is timed apart.
 */
export async function measureOverhead(folder: string): Promise<Section> {
  const modelMs = await timeEncoding();
  const times = await timeSubmits(await makeServer(folder), join(folder, "overhead-data"));
  const over = times.map((ms) => ms - modelMs);
  const p95 = quantile(over, 0.95);
  return {
    title: "From submit to visible",
    text: [
      `One person, one request after the other, ${submits} times: from sending the form until a page that listens for changes has loaded the picture's tile. The model paints at once; encoding its picture takes ${whole(modelMs)} ms, which is taken off.`,
      table(
        ["overhead", "ms", "wanted"],
        [
          ["p50", whole(median(over)), ""],
          ["p95", whole(p95), `at most ${goalMs}: ${verdict(p95 <= goalMs)}`],
        ],
      ),
    ].join("\n\n"),
  };
}

/** The built server with the instant painter in it. Returns its program. */
async function makeServer(folder: string): Promise<string> {
  const home = join(folder, "instant");
  await mkdir(home);
  await linkPackages(home);
  await cp("build", join(home, "build"), { recursive: true });
  const painter = "tests/bench/programs/instant-painter.js";
  await cp(painter, join(home, "build/server/painter-worker.js"));
  return join(home, "build/main.js");
}

async function timeEncoding(): Promise<number> {
  const raw = { width: 1024, height: 1024, channels: 3 } as const;
  const rgb = new Uint8Array(raw.width * raw.height * raw.channels).fill(120);
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const began = performance.now();
    await sharp(rgb, { raw }).png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer();
    times.push(performance.now() - began);
  }
  return median(times);
}

async function timeSubmits(program: string, dataDir: string): Promise<number[]> {
  const server = await startNode([program], { DATA_DIR: dataDir, HOST: "127.0.0.1" });
  const stop = new AbortController();
  try {
    const database = await openDatabase(dataDir);
    await database.ask((sql) => sql`update app_settings set max_starts_per_minute = 1000`);
    await database.ask((sql) => sql`update app_settings set signup_credits = 1000000`);
    const { origin } = server;
    const cookie = await signUp(origin);
    const page = await listen(origin, cookie, stop.signal);
    const times: number[] = [];
    for (let index = -warmUps; index < submits; index += 1) {
      const wish = await readWish(origin, cookie);
      // The poller's ticks must not be met always at the same moment.
      await wait(Math.random() * 400);
      const began = performance.now();
      const path = await sendWish(origin, cookie, wish);
      await page.until(path.split("/").at(-1) ?? "", () => readPicturePath(origin + path, cookie));
      if (index >= 0) times.push(performance.now() - began);
    }
    return times;
  } finally {
    stop.abort();
    await server.stop();
  }
}

/** A page that listens: asks `look` at every change of a generation until it finds something. */
async function listen(origin: string, cookie: string, signal: AbortSignal) {
  const stream = await fetch(`${origin}/events`, { headers: { cookie }, signal });
  if (!stream.ok || !stream.body) throw new Error(`/events answers ${stream.status}`);
  let heard = "";
  let ring = Promise.withResolvers<void>();
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = async (): Promise<void> => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard = (heard + part.value).slice(-10_000);
      ring.resolve();
      ring = Promise.withResolvers<void>();
    }
  };
  // It ends with the abort.
  read().catch(() => {});
  return {
    async until(generationId: string, look: () => Promise<string | null>): Promise<void> {
      let seen = 0;
      for (;;) {
        const next = ring.promise;
        const count = heard.split(`data: ${generationId}\n`).length - 1;
        if (count > seen && (await look())) return;
        seen = count;
        if (heard.split(`data: ${generationId}\n`).length - 1 === count) await next;
      }
    },
  };
}
