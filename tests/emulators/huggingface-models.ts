/** How a provider serves a model of the hub. */
export interface EmulatedMapping {
  status: "live" | "staging";
  providerId: string;
  task: string;
}

type Models = Record<string, Record<string, EmulatedMapping>>;

const live = (task: string, providerId: string): EmulatedMapping => ({
  status: "live",
  providerId,
  task,
});

/** Models with their providers, as docs/providers.md 9.3 has them. */
export const usualModels: Readonly<Models> = {
  "black-forest-labs/FLUX.1-dev": {
    "fal-ai": live("text-to-image", "fal-ai/flux/dev"),
    replicate: live("text-to-image", "black-forest-labs/flux-dev"),
    wavespeed: live("text-to-image", "wavespeed-ai/flux-dev"),
  },
  "black-forest-labs/FLUX.1-schnell": {
    nscale: live("text-to-image", "black-forest-labs/FLUX.1-schnell"),
    together: live("text-to-image", "black-forest-labs/FLUX.1-schnell"),
    wavespeed: live("text-to-image", "wavespeed-ai/flux-schnell"),
  },
  "stabilityai/stable-diffusion-3-medium-diffusers": {
    "hf-inference": live("text-to-image", "stabilityai/stable-diffusion-3-medium-diffusers"),
  },
  "Qwen/Qwen-Image": { "fal-ai": live("text-to-image", "fal-ai/qwen-image") },
  "black-forest-labs/FLUX.1-Kontext-dev": {
    "hf-inference": live("image-to-image", "black-forest-labs/FLUX.1-Kontext-dev"),
    replicate: live("image-to-image", "black-forest-labs/flux-kontext-dev"),
    together: live("image-to-image", "black-forest-labs/FLUX.1-kontext-dev"),
  },
  "black-forest-labs/FLUX.2-klein-9B": {
    "fal-ai": live("image-to-image", "fal-ai/flux-2/klein/9b/edit"),
    replicate: live("image-to-image", "black-forest-labs/flux-2-klein-9b"),
  },
  "black-forest-labs/FLUX.2-dev": {
    wavespeed: live("image-to-image", "wavespeed-ai/flux-2-dev/edit"),
  },
  "Wan-AI/Wan2.2-TI2V-5B": {
    "fal-ai": live("text-to-video", "fal-ai/wan/v2.2-5b/text-to-video"),
    replicate: live("text-to-video", "wan-video/wan-2.2-5b-fast"),
  },
  "Wan-AI/Wan2.2-I2V-A14B": {
    "fal-ai": live("image-to-video", "fal-ai/wan/v2.2-a14b/image-to-video"),
  },
  "Wan-AI/Wan2.1-I2V-14B-480P": {
    wavespeed: live("image-to-video", "wavespeed-ai/wan-2.1/i2v-480p"),
  },
};
