/** Endpoints that fal has, as docs/providers.md 9.1 lists them. It answers 404 for any other. */
export const falEndpoints: ReadonlySet<string> = new Set([
  "fal-ai/flux/schnell",
  "fal-ai/z-image/turbo",
  "fal-ai/flux-2/klein/9b",
  "fal-ai/fast-sdxl",
  "fal-ai/qwen-image",
  "fal-ai/flux/dev",
  "fal-ai/flux-2",
  "fal-ai/bytedance/seedream/v4/text-to-image",
  "fal-ai/nano-banana",
  "fal-ai/flux-2-pro",
  "fal-ai/nano-banana-pro",
  "fal-ai/flux-2/klein/9b/edit",
  "fal-ai/qwen-image-edit",
  "fal-ai/bytedance/seedream/v4/edit",
  "fal-ai/flux-pro/kontext",
  "fal-ai/nano-banana/edit",
  "fal-ai/nano-banana-pro/edit",
  "fal-ai/bytedance/seedream/v4.5/edit",
  "fal-ai/wan/v2.2-5b/text-to-video",
  "fal-ai/ltx-2.3/text-to-video/fast",
  "fal-ai/wan/v2.2-a14b/text-to-video",
  "fal-ai/ltx-2.3/text-to-video",
  "fal-ai/veo3/fast",
  "fal-ai/veo3.1",
  "fal-ai/kling-video/v3/pro/text-to-video",
  "fal-ai/minimax/hailuo-2.3/pro/text-to-video",
  "fal-ai/ltx-2.3/image-to-video/fast",
  "fal-ai/wan/v2.2-a14b/image-to-video",
  "fal-ai/kling-video/v2.5-turbo/standard/image-to-video",
  "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
  "fal-ai/kling-video/v2.5-turbo/pro/image-to-video",
  "fal-ai/minimax/hailuo-2.3/pro/image-to-video",
  "fal-ai/veo3.1/image-to-video",
]);

/** Workflows and ComfyUI graphs are the account's own. */
export function hasEndpoint(endpoint: string): boolean {
  return falEndpoints.has(endpoint) || /^(workflows|comfy)\//.test(endpoint);
}
