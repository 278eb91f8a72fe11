import { join } from "node:path";
import { emulatedSettings, startEveryEmulator } from "../emulators/every-emulator.ts";
import { openDatabase } from "../chaos/database.ts";
import { drain, emptied, enqueue, type Order } from "./drain.ts";
import { bundleProgram, keepProgram } from "./program.ts";
import { ratio, type Section, table, whole } from "./report.ts";

const atOnce = 200;
const settings = { shape: "1:1", width: 1024, height: 1024, seed: 7 };

/** Each provider with the setting that turns it on, a model of its, and where it is paid. */
const cases = [
  { name: "fal.ai", key: "FAL_KEY", model: "flux-schnell", paid: "/queue.fal.run/" },
  {
    name: "Wavespeed",
    key: "WAVESPEED_API_KEY",
    model: "flux-dev",
    paid: "/api.wavespeed.ai/api/v3/wavespeed-ai/",
  },
  { name: "Hugging Face", key: "HF_TOKENS", model: "flux-dev", paid: "/router.huggingface.co/" },
  {
    name: "Gradio",
    key: "GRADIO_SPACES",
    model: "flux-schnell",
    paid: "/gradio_api/queue/join",
  },
] as const;

/** 200 requests at once through each provider's emulator, against a provider that has its picture at once. */
export async function measureProviders(folder: string): Promise<Section> {
  const instant = await bundleProgram("worker.ts", folder);
  const baseline = await drain(instant, join(folder, "providers-data"), 1);
  const rows = [];
  for (const each of cases) {
    const { perSecond, paid } = await through(each, join(folder, "providers-data"));
    rows.push([each.name, whole(perSecond), ratio(perSecond / baseline), paid]);
  }
  return {
    title: "200 requests at once through each provider",
    text: [
      `One worker with ${atOnce} requests in hand, all of which succeeded, each paid for once. The emulators make a new picture of 1024 × 1024 for each, in this bench's own process, and every job is looked at a few times before it is done. For comparison: one worker with a provider that has a small picture at once empties its queue at ${whole(baseline)} a second.`,
      table(["provider", "generations/s", "of that worker", "paid requests"], rows),
    ].join("\n\n"),
  };
}

async function through({ key, model, paid }: (typeof cases)[number], dataDir: string) {
  const emulator = await startEveryEmulator();
  const env = {
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
    NODE_ENV: "test",
    PROVIDER_EMULATOR: emulator.origin,
    WORKER_CONCURRENCY: String(atOnce),
    [key]: emulatedSettings[key],
  };
  const worker = await keepProgram("build/worker.js", env, "The worker is ready");
  try {
    const database = await openDatabase(dataDir);
    const order: Order = { model, settings };
    const perSecond = await emptied(database, await enqueue(database, atOnce, order));
    return { perSecond, paid: emulator.count("POST", paid) };
  } finally {
    await worker.stop();
    await emulator.close();
  }
}
