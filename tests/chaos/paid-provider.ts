import { createHash, randomUUID } from "node:crypto";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { z } from "zod";
import type { AiProvider, ProviderJob, SubmittedJob } from "~/.server/ai/port";
import { AiError } from "~/.server/ai/port";
import type { Behaviour } from "./behaviours";
import { behaviours } from "./behaviours";

const paidJob = z.object({
  generationId: z.string(),
  /** New with each submit: two submits of one request give different pictures. */
  nonce: z.string(),
  count: z.number().int(),
  behaviour: z.enum(behaviours),
  readyAt: z.number(),
});

const secondsOf: Record<Behaviour, number> = {
  quick: 0.1,
  busy: 0.1,
  refused: 0.3,
  slow: 4.5,
  untold: 0.2,
  endless: 86_400,
  deadly: 0.1,
  short: 0.2,
};

/**
 * A provider that takes money for every submit and keeps its books in `folder`, which outlives every process: a file
 * for each accepted submit, refusal and cancellation. What it does is said in the prompt.
 */
export function createPaidProvider(folder: string): AiProvider {
  const fileOf = (job: ProviderJob, what: string): string => {
    const { generationId, nonce } = paidJob.parse(job);
    return join(folder, `${generationId}.${what}.${nonce}`);
  };
  return {
    name: "painter",
    displayName: "The paid provider",
    pollIntervalMs: 50,
    submitIsPaid: true,

    async submit(_upstreamModel, request) {
      const behaviour = z.enum(behaviours).parse(request.prompt.split(" ", 1)[0]);
      const { generationId, outputCount: count } = request;
      if (behaviour === "busy" && (await isFirst(join(folder, `${generationId}.busy`))))
        throw new AiError("busy", { retryable: true, retryAfterSeconds: 1 });
      const nonce = randomUUID();
      const readyAt = Date.now() + secondsOf[behaviour] * 1000;
      const job = { generationId, nonce, count, behaviour, readyAt };
      await writeFile(fileOf(job, "job"), JSON.stringify(job));
      return { job, requestId: nonce };
    },

    async poll(job) {
      if (await exists(fileOf(job, "canceled")))
        throw new AiError("upstream_failure", { retryable: false });
      const left = paidJob.parse(job).readyAt - Date.now();
      return left <= 0 ? { state: "done" } : { state: "running", progress: 1 / (1 + left / 1000) };
    },

    async collect(job) {
      const { behaviour, nonce, count } = paidJob.parse(job);
      if (behaviour === "deadly") process.kill(process.pid, "SIGKILL");
      if (behaviour === "refused") throw new AiError("upstream_failure", { retryable: false });
      const length = behaviour === "short" ? Math.max(1, count - 1) : count;
      return await Promise.all(
        Array.from({ length }, async (_, index) => ({ bytes: await paint(nonce, index) })),
      );
    },

    async cancel(job) {
      await writeFile(fileOf(job, "canceled"), "");
    },

    async find(_upstreamModel, request) {
      return request.prompt.startsWith("untold")
        ? null
        : await findJob(folder, request.generationId);
    },
  };
}

async function findJob(folder: string, generationId: string): Promise<SubmittedJob | null> {
  const names = await readdir(folder);
  const name = names.find((each) => each.startsWith(`${generationId}.job.`));
  if (name === undefined) return null;
  const job = paidJob.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
  return { job, requestId: job.nonce };
}

/** A small picture that nobody else has: noise that follows from nonce and index. */
async function paint(nonce: string, index: number): Promise<Uint8Array> {
  const [width, height] = [24, 16];
  const seed = createHash("sha512").update(`${nonce} ${index}`).digest();
  const pixels = Uint8Array.from(
    { length: width * height * 3 },
    (_, at) => (seed[at % seed.length] ?? 0) ^ at,
  );
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** True once for each path, in whichever process. */
function isFirst(path: string): Promise<boolean> {
  return writeFile(path, "", { flag: "wx" }).then(
    () => true,
    () => false,
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
