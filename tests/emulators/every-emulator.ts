import { startEmulator, type Emulator } from "./emulator.ts";
import { createFalEmulator, type FalEmulator } from "./fal.ts";
import { createGradioEmulator, type GradioEmulator } from "./gradio.ts";
import { createHuggingFaceEmulator, type HuggingFaceEmulator } from "./huggingface.ts";
import { createVercelBlobEmulator, type VercelBlobEmulator } from "./vercel-blob.ts";
import { createWavespeedEmulator, type WavespeedEmulator } from "./wavespeed.ts";

/** Every outside service in one server. */
export interface EveryEmulator extends Emulator {
  fal: FalEmulator;
  wavespeed: WavespeedEmulator;
  huggingFace: HuggingFaceEmulator;
  gradio: GradioEmulator;
  blob: VercelBlobEmulator;
}

/** Settings with which Easel finds the emulators' models. The keys open nothing anywhere. */
export const emulatedSettings = {
  FAL_KEY: "emulated-key-id:emulated-key-secret",
  WAVESPEED_API_KEY: "emulated-wavespeed-key",
  HF_TOKENS: "hf_emulatedTokenOne,hf_emulatedTokenTwo",
  GRADIO_SPACES:
    "black-forest-labs/FLUX.1-schnell,black-forest-labs/FLUX.1-dev,black-forest-labs/FLUX.1-Kontext-Dev,Lightricks/ltx-video-distilled",
};

export async function startEveryEmulator(port = 0): Promise<EveryEmulator> {
  const fal = createFalEmulator();
  const wavespeed = createWavespeedEmulator();
  const huggingFace = createHuggingFaceEmulator();
  const gradio = createGradioEmulator();
  const blob = createVercelBlobEmulator();
  const services = [fal, wavespeed, huggingFace, gradio, blob];
  const emulator = await startEmulator(services, port);
  return {
    ...emulator,
    fal,
    wavespeed,
    huggingFace,
    gradio,
    blob,
    reset() {
      emulator.reset();
      blob.behave({ trouble: null });
      for (const service of [fal, wavespeed, huggingFace, gradio]) service.forget();
    },
  };
}
