import sharp from "sharp";
import type { AiProvider } from "~/.server/ai/port";
import { createContainer } from "~/.server/container";
import { readEnv } from "~/.server/env";
import { exitAfterFailedStart, stopWithProcess } from "~/.server/http/process-life";
import { createLog } from "~/.server/log";

/** The worker of production with a provider that has every picture at once. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog({ level: env.logLevel });
  const picture = await makePicture();
  const starting = createContainer(env, log, () => new URL("file:///dev/null"), {
    leaseSeconds: 30,
    sweepMs: 60_000,
    lookupDelaysSeconds: () => [],
    decorate: { provider: () => createInstantProvider(picture) },
  });
  stopWithProcess(starting, log);
  const container = await starting;
  container.startWorker();
  log.info("The worker is ready");
}

function createInstantProvider(picture: Uint8Array): AiProvider {
  return {
    name: "painter",
    displayName: "The instant provider",
    pollIntervalMs: 50,
    submitIsPaid: true,
    submit: async (_route, { generationId }) => ({
      job: { generationId },
      requestId: generationId,
    }),
    poll: async () => ({ state: "done" }),
    collect: async () => [{ bytes: picture }],
    cancel: async () => {},
    find: async () => null,
  };
}

async function makePicture(): Promise<Uint8Array> {
  const create = { width: 64, height: 64, channels: 3, background: "#357" } as const;
  return await sharp({ create }).png().toBuffer();
}

main().catch(exitAfterFailedStart);
