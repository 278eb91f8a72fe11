/** What providers ask, in USD, as their pages said it on 27 November 2026; where two sources differ, the higher one. */

/** One number, or one for each resolution as the model's card names it. */
type Usd = number | Readonly<Record<string, number>>;

export interface UpstreamPrice {
  per: "file" | "second" | "megapixel";
  usd: Usd;
  /** Of every file, besides what each megapixel costs. */
  baseUsd?: number;
  /** Of every further picture, which is sent small. */
  pictureUsd?: number;
  /** Without sound, where that costs less. */
  silentUsd?: Usd;
}

const file = (usd: Usd): UpstreamPrice => ({ per: "file", usd });
const second = (usd: Usd, silentUsd?: Usd): UpstreamPrice => ({
  per: "second",
  usd,
  ...(silentUsd && { silentUsd }),
});
const megapixel = (usd: Usd, baseUsd = 0): UpstreamPrice => ({ per: "megapixel", usd, baseUsd });

const nanoBanana2 = file({ "1K": 0.08, "2K": 0.12, "4K": 0.16 });
const nanoBanana21 = file({ "1K": 0.04, "2K": 0.062, "4K": 0.134 });
const nanoBananaPro = file({ "1K": 0.15, "2K": 0.15, "4K": 0.3 });
const ltxFast = second({ "1080p": 0.06, "1440p": 0.12 });
const ltx = second({ "1080p": 0.08, "1440p": 0.16 });
const wan27 = second({ "720p": 0.1, "1080p": 0.15 });
const seedance2 = second({ "480p": 0.134, "720p": 0.3034 });
const seedance2OnWavespeed = second({ "480p": 0.24, "720p": 0.24 });
const vidu = second({ "540p": 0.07, "720p": 0.154, "1080p": 0.154 });
const grokVideo = second({ "480p": 0.05, "720p": 0.07 });
/** 0.07, and 0.01 for each of at most 15 seconds of the film: by the second of the shortest length, six. */
const grokExtension = second(0.095);
const hailuo = second(0.056);
const hailuoFast = second(0.032);
const veoFastOnWavespeed = file(1.2);

/**
 * By route. A route that is left out has no price that anybody states, or is free. Sources: the pages that
 * docs/providers.md names.
 */
export const upstreamPrices: Readonly<Record<string, UpstreamPrice>> = {
  "fal:fal-ai/flux/schnell": megapixel(0.003),
  "fal:fal-ai/z-image/turbo": megapixel(0.005),
  "fal:fal-ai/flux-2/klein/9b": megapixel(0.006),
  "fal:xai/grok-imagine-image": file(0.02),
  "fal:bytedance/seedream/v5/flash/text-to-image": file(0.027),
  "fal:fal-ai/flux/dev": megapixel(0.025),
  "fal:fal-ai/flux-2": megapixel(0.012),
  "fal:fal-ai/qwen-image-2512": megapixel(0.02),
  "fal:fal-ai/qwen-image-2/text-to-image": file(0.035),
  "fal:fal-ai/bytedance/seedream/v5/lite/text-to-image": file(0.035),
  "fal:fal-ai/nano-banana-2": nanoBanana2,
  "fal:google/nano-banana-2.1": nanoBanana21,
  "fal:openai/gpt-image-2": file(0.061),
  "fal:fal-ai/ideogram/v3": file(0.06),
  "fal:fal-ai/recraft/v4.1/text-to-image": file(0.04),
  "fal:fal-ai/qwen-image-2/pro/text-to-image": file(0.075),
  "fal:fal-ai/flux-2-pro": megapixel(0.015, 0.03),
  "fal:fal-ai/flux-2-max": megapixel(0.03, 0.07),
  "fal:fal-ai/nano-banana-pro": nanoBananaPro,
  "wavespeed:wavespeed-ai/flux-dev-ultra-fast": file(0.005),
  "wavespeed:wavespeed-ai/z-image/base": file(0.01),
  "wavespeed:wavespeed-ai/flux-dev": file(0.012),
  "wavespeed:wavespeed-ai/flux-2-dev/text-to-image": file(0.012),
  "wavespeed:wavespeed-ai/qwen-image-2.0/text-to-image": file(0.03),
  "wavespeed:bytedance/seedream-v5.0-lite": file(0.035),
  "wavespeed:google/nano-banana-2/text-to-image": nanoBanana2,
  "wavespeed:google/nano-banana-2/text-to-image-fast": file(0.045),
  "wavespeed:google/nano-banana-pro/text-to-image": nanoBananaPro,

  "fal:fal-ai/flux-2/klein/9b/edit": { ...megapixel(0.011), pictureUsd: 0.011 },
  "fal:fal-ai/flux-2/edit": { ...megapixel(0.024), pictureUsd: 0.012 },
  "fal:xai/grok-imagine-image/edit": file(0.02),
  "fal:fal-ai/bytedance/seedream/v5/lite/edit": file(0.035),
  "fal:fal-ai/flux-pro/kontext": file(0.04),
  "fal:fal-ai/flux-pro/kontext/multi": file(0.04),
  "fal:fal-ai/nano-banana-2/edit": nanoBanana2,
  "fal:google/nano-banana-2.1/edit": nanoBanana21,
  "fal:openai/gpt-image-2/edit": { ...file(0.08), pictureUsd: 0.01 },
  "fal:fal-ai/ideogram/v3/replace-background": file(0.06),
  "fal:fal-ai/qwen-image-edit-2511": megapixel(0.03),
  "fal:fal-ai/qwen-image-edit/inpaint": megapixel(0.03),
  "fal:fal-ai/qwen-image-2/edit": file(0.035),
  "fal:fal-ai/qwen-image-2/pro/edit": file(0.075),
  "fal:fal-ai/flux-2-pro/edit": { ...megapixel(0.03, 0.03), pictureUsd: 0.015 },
  "fal:fal-ai/flux-2-max/edit": { ...megapixel(0.06, 0.07), pictureUsd: 0.03 },
  "fal:fal-ai/nano-banana-pro/edit": nanoBananaPro,
  "wavespeed:wavespeed-ai/qwen-image-2.0/edit": file(0.03),
  "wavespeed:google/nano-banana-2/edit": nanoBanana2,
  "wavespeed:google/nano-banana-pro/edit": nanoBananaPro,

  "fal:fal-ai/seedvr/upscale/image": file({ "2×": 0.017, "4×": 0.048 }),
  "fal:fal-ai/topaz/upscale/image": file({ "2×": 0.08, "4×": 0.16 }),
  "fal:fal-ai/object-removal/mask": file(0.024),

  "fal:fal-ai/bria/expand": file(0.04),
  "wavespeed:bria/expand": file(0.04),
  "fal:fal-ai/image-apps-v2/outpaint": megapixel(0.035),
  "fal:fal-ai/flux-2-pro/outpaint": megapixel(0.03, 0.03),
  "fal:fal-ai/ideogram/v3/reframe": file(0.06),

  "fal:fal-ai/ltx-2.3/text-to-video/fast": ltxFast,
  "fal:xai/grok-imagine-video/text-to-video": grokVideo,
  "fal:fal-ai/wan/v2.7/text-to-video": wan27,
  "fal:alibaba/wan-3.0/text-to-video": second({ "480p": 0.05, "720p": 0.1, "1080p": 0.2 }),
  "fal:fal-ai/ltx-2.3/text-to-video": ltx,
  "fal:fal-ai/minimax/hailuo-2.3/standard/text-to-video": hailuo,
  "fal:fal-ai/kling-video/v3/standard/text-to-video": second(0.126, 0.084),
  "fal:fal-ai/kling-video/o3/standard/text-to-video": second(0.112, 0.084),
  "fal:bytedance/seedance-2.0/fast/text-to-video": second(0.2419),
  "fal:fal-ai/vidu/q3/text-to-video": vidu,
  "fal:fal-ai/veo3.1/fast": second(0.15, 0.1),
  "fal:fal-ai/veo3.1": second(0.4, 0.2),
  "fal:fal-ai/kling-video/v3/pro/text-to-video": second(0.168, 0.112),
  "fal:bytedance/seedance-2.0/text-to-video": seedance2,
  "fal:fal-ai/minimax/hailuo-2.3/pro/text-to-video": file(0.49),
  "fal:fal-ai/pixverse/c1/text-to-video": second({ "540p": 0.05, "720p": 0.065, "1080p": 0.12 }),
  "wavespeed:minimax/hailuo-2.3/t2v-standard": hailuo,
  "wavespeed:bytedance/seedance-2.0-fast/text-to-video": second(0.16),
  "wavespeed:bytedance/seedance-2.0/text-to-video": seedance2OnWavespeed,
  "wavespeed:google/veo3.1-fast/text-to-video": veoFastOnWavespeed,

  "fal:fal-ai/ltx-2.3/image-to-video/fast": ltxFast,
  "fal:fal-ai/minimax/hailuo-2.3-fast/standard/image-to-video": hailuoFast,
  "fal:xai/grok-imagine-video/image-to-video": grokVideo,
  "fal:fal-ai/wan/v2.7/image-to-video": wan27,
  "fal:fal-ai/ltx-2.3/image-to-video": ltx,
  "fal:fal-ai/minimax/hailuo-2.3/standard/image-to-video": hailuo,
  "fal:fal-ai/kling-video/v3/standard/image-to-video": second(0.126, 0.084),
  "fal:fal-ai/kling-video/o3/standard/image-to-video": second(0.112, 0.084),
  "fal:bytedance/seedance-2.0/fast/image-to-video": second(0.2419),
  "fal:fal-ai/vidu/q3/image-to-video": vidu,
  "fal:fal-ai/veo3.1/fast/image-to-video": second(0.15, 0.1),
  "fal:fal-ai/veo3.1/image-to-video": second(0.4, 0.2),
  "fal:fal-ai/veo3.1/fast/first-last-frame-to-video": second(0.15, 0.1),
  "fal:fal-ai/veo3.1/first-last-frame-to-video": second(0.4, 0.2),
  "fal:fal-ai/kling-video/v3/pro/image-to-video": second(0.168, 0.112),
  "fal:bytedance/seedance-2.0/image-to-video": seedance2,
  "fal:fal-ai/minimax/hailuo-2.3/pro/image-to-video": file(0.49),
  "fal:xai/grok-imagine-video/extend-video": grokExtension,
  "fal:fal-ai/ltx-2.3/extend-video": second(0.1),
  "fal:fal-ai/veo3.1/fast/extend-video": { ...file(1.05), silentUsd: 0.7 },
  "wavespeed:google/veo3.1-fast/video-extend": file(1.05),

  "wavespeed:minimax/hailuo-2.3/fast": hailuoFast,
  "wavespeed:minimax/hailuo-2.3/i2v-standard": hailuo,
  "wavespeed:bytedance/seedance-2.0-fast/image-to-video": second(0.16),
  "wavespeed:bytedance/seedance-2.0/image-to-video": seedance2OnWavespeed,
  "wavespeed:google/veo3.1-fast/image-to-video": veoFastOnWavespeed,
};
