import { spawn } from "node:child_process";
import { once } from "node:events";
import { emulatedSettings, startEveryEmulator } from "./every-emulator.ts";
import { emulatedBlobToken } from "./vercel-blob.ts";

/**
 * `pnpm dev:providers`: stand-ins for every outside service, and the development server beside them with made-up keys.
 * Files go to the emulated Blob store, which keeps them for as long as this runs, unless MEDIA_STORE is `local`. Faults
 * are ordered by POST to `/__faults` of the printed address.
 */
const emulator = await startEveryEmulator(Number(process.env["EMULATOR_PORT"] ?? 5100));
// Fast enough for tests is too fast to watch.
emulator.gradio.behave({ stepMs: 300 });
emulator.fal.behave({ queuedPolls: 2, runningPolls: 4 });
process.stdout.write(`The providers are emulated at ${emulator.origin}\n`);
const child = spawn(process.execPath, ["scripts/dev.ts"], {
  stdio: "inherit",
  env: {
    ...process.env,
    ...emulatedSettings,
    BLOB_READ_WRITE_TOKEN: emulatedBlobToken,
    PROVIDER_EMULATOR: emulator.origin,
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => child.kill(signal));
}
const [code] = (await once(child, "exit")) as [number | null];
await emulator.close();
process.exitCode = code ?? 1;
