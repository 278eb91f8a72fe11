interface Expected {
  /** The parameter for the source picture; in brackets where it takes a list. */
  source?: string | [string];
  /** Of a Space. */
  endpoint?: { name: string; output: { index: number; as: string } };
  sends: Record<string, unknown>;
}

/**
 * What each route sends for one request, and where it puts the source picture, written down from the providers' own
 * documentation. The request: two pictures where one submit makes several, 9:16, seed 7, without trees, the last length
 * and resolution that the card offers, 9 steps, and the guidance one step above the least.
 */
export const upstreamParameters: Readonly<Record<string, Expected>> = {
  "flux-schnell fal:fal-ai/flux/schnell": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-schnell huggingface:wavespeed:black-forest-labs/FLUX.1-schnell": {
    sends: { prompt: "a red house", size: "768*1344", seed: 7 },
  },
  "flux-schnell gradio:black-forest-labs/FLUX.1-schnell/infer": {
    endpoint: { name: "/infer", output: { index: 0, as: "image" } },
    sends: {
      prompt: "a red house",
      seed: 7,
      randomize_seed: false,
      width: 768,
      height: 1344,
      num_inference_steps: 4,
    },
  },
  "z-image-turbo fal:fal-ai/z-image/turbo": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-klein fal:fal-ai/flux-2/klein/9b": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "fast-sdxl fal:fal-ai/fast-sdxl": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      image_size: { width: 768, height: 1344 },
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-dev-fast wavespeed:wavespeed-ai/flux-dev-ultra-fast": {
    sends: {
      prompt: "a red house",
      size: "768*1344",
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "z-image-base wavespeed:wavespeed-ai/z-image/base": {
    sends: { prompt: "a red house", size: "576*1024", seed: 7 },
  },
  "grok-imagine fal:xai/grok-imagine-image": {
    sends: { prompt: "a red house", aspect_ratio: "9:16", num_images: 2, output_format: "png" },
  },
  "seedream-5-flash fal:bytedance/seedream/v5/flash/text-to-image": {
    sends: { prompt: "a red house", image_size: { width: 1440, height: 2560 } },
  },
  "flux-schnell-plain huggingface:nscale:black-forest-labs/FLUX.1-schnell": {
    sends: { prompt: "a red house" },
  },
  "flux-dev fal:fal-ai/flux/dev": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-dev wavespeed:wavespeed-ai/flux-dev": {
    sends: {
      prompt: "a red house",
      size: "768*1344",
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-dev huggingface:fal-ai:black-forest-labs/FLUX.1-dev": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-dev gradio:black-forest-labs/FLUX.1-dev/infer": {
    endpoint: { name: "/infer", output: { index: 0, as: "image" } },
    sends: {
      prompt: "a red house",
      seed: 7,
      randomize_seed: false,
      width: 768,
      height: 1344,
      guidance_scale: 1.5,
      num_inference_steps: 9,
    },
  },
  "flux-2-dev fal:fal-ai/flux-2": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-dev wavespeed:wavespeed-ai/flux-2-dev/text-to-image": {
    sends: { prompt: "a red house", size: "768*1344", seed: 7 },
  },
  "qwen-image-2512 fal:fal-ai/qwen-image-2512": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      image_size: { width: 768, height: 1344 },
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "qwen-image-2 fal:fal-ai/qwen-image-2/text-to-image": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "qwen-image-2 wavespeed:wavespeed-ai/qwen-image-2.0/text-to-image": {
    sends: { prompt: "a red house", size: "768*1344", seed: 7 },
  },
  "seedream-5-lite fal:fal-ai/bytedance/seedream/v5/lite/text-to-image": {
    sends: {
      prompt: "a red house",
      image_size: { width: 1440, height: 2560 },
      num_images: 2,
      max_images: 1,
      enable_safety_checker: true,
    },
  },
  "seedream-5-lite wavespeed:bytedance/seedream-v5.0-lite": {
    sends: { prompt: "a red house", size: "1440*2560" },
  },
  "nano-banana-2 fal:fal-ai/nano-banana-2": {
    sends: {
      prompt: "a red house",
      aspect_ratio: "9:16",
      resolution: "4K",
      num_images: 2,
      output_format: "png",
    },
  },
  "nano-banana-2 wavespeed:google/nano-banana-2/text-to-image": {
    sends: { prompt: "a red house", aspect_ratio: "9:16", resolution: "4k", output_format: "png" },
  },
  "nano-banana-2-1 fal:google/nano-banana-2.1": {
    sends: {
      prompt: "a red house",
      aspect_ratio: "9:16",
      resolution: "4K",
      num_images: 2,
      output_format: "png",
    },
  },
  "nano-banana-2-fast wavespeed:google/nano-banana-2/text-to-image-fast": {
    sends: { prompt: "a red house", aspect_ratio: "9:16", output_format: "png" },
  },
  "gpt-image-2 fal:openai/gpt-image-2": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      num_images: 2,
      output_format: "png",
      quality: "medium",
    },
  },
  "hunyuan-image-3 fal:fal-ai/hunyuan-image/v3/text-to-image": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      image_size: { width: 768, height: 1344 },
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "ideogram-3 fal:fal-ai/ideogram/v3": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      rendering_speed: "BALANCED",
    },
  },
  "recraft-4-1 fal:fal-ai/recraft/v4.1/text-to-image": {
    sends: { prompt: "a red house", image_size: { width: 768, height: 1344 } },
  },
  "qwen-image-2-pro fal:fal-ai/qwen-image-2/pro/text-to-image": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-pro fal:fal-ai/flux-2-pro": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-max fal:fal-ai/flux-2-max": {
    sends: {
      prompt: "a red house",
      image_size: { width: 768, height: 1344 },
      seed: 7,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "nano-banana-pro fal:fal-ai/nano-banana-pro": {
    sends: {
      prompt: "a red house",
      aspect_ratio: "9:16",
      resolution: "4K",
      num_images: 2,
      output_format: "png",
    },
  },
  "nano-banana-pro wavespeed:google/nano-banana-pro/text-to-image": {
    sends: { prompt: "a red house", aspect_ratio: "9:16", resolution: "4k", output_format: "png" },
  },
  "flux-2-klein-edit fal:fal-ai/flux-2/klein/9b/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-klein-edit huggingface:fal-ai:black-forest-labs/FLUX.2-klein-9B": {
    source: "inputs",
    sends: { prompt: "a red house", seed: 7, output_format: "png", enable_safety_checker: true },
  },
  "flux-2-dev-edit fal:fal-ai/flux-2/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-dev-edit wavespeed:wavespeed-ai/flux-2-dev/edit": {
    source: ["images"],
    sends: { prompt: "a red house", seed: 7 },
  },
  "flux-2-dev-edit huggingface:wavespeed:black-forest-labs/FLUX.2-dev": {
    source: "inputs",
    sends: { prompt: "a red house", seed: 7 },
  },
  "grok-imagine-edit fal:xai/grok-imagine-image/edit": {
    source: ["image_urls"],
    sends: { prompt: "a red house", num_images: 2, output_format: "png" },
  },
  "flux-dev-redraw wavespeed:wavespeed-ai/flux-dev": {
    source: "image",
    sends: {
      prompt: "a red house",
      size: "768*1344",
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "seedream-5-lite-edit fal:fal-ai/bytedance/seedream/v5/lite/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      image_size: "auto_2K",
      max_images: 1,
      num_images: 2,
      enable_safety_checker: true,
    },
  },
  "seedream-5-lite-edit wavespeed:bytedance/seedream-v5.0-lite/edit": {
    source: ["images"],
    sends: { prompt: "a red house" },
  },
  "flux-kontext-pro fal:fal-ai/flux-pro/kontext": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
    },
  },
  "flux-kontext-pro fal:fal-ai/flux-pro/kontext/multi": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
    },
  },
  "qwen-image-inpaint fal:fal-ai/qwen-image-edit/inpaint": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "seedvr-upscale fal:fal-ai/seedvr/upscale/image": {
    source: "image_url",
    sends: { upscale_mode: "factor", upscale_factor: 4, output_format: "jpg" },
  },
  "topaz-upscale fal:fal-ai/topaz/upscale/image": {
    source: "image_url",
    sends: { model: "Standard V2", upscale_factor: 4, output_format: "jpeg" },
  },
  "birefnet-background fal:fal-ai/birefnet/v2": {
    source: "image_url",
    sends: {
      model: "General Use (Heavy)",
      operating_resolution: "2048x2048",
      refine_foreground: true,
      output_format: "png",
    },
  },
  "bria-background fal:fal-ai/bria/background/remove": { source: "image_url", sends: {} },
  "wavespeed-background wavespeed:wavespeed-ai/image-background-remover": {
    source: "image",
    sends: {},
  },
  "object-eraser fal:fal-ai/object-removal/mask": {
    source: "image_url",
    sends: { model: "best_quality" },
  },
  "bria-eraser fal:fal-ai/bria/eraser": { source: "image_url", sends: { mask_type: "manual" } },
  "fibo-restore fal:bria/fibo-edit/restore": { source: "image_url", sends: {} },
  "face-enhancement fal:fal-ai/image-editing/face-enhancement": {
    source: "image_url",
    sends: { output_format: "png" },
  },
  "bria-expand fal:fal-ai/bria/expand": {
    source: "image_url",
    sends: { prompt: "a red house" },
  },
  "bria-expand wavespeed:bria/expand": { source: "image", sends: { aspect_ratio: "9:16" } },
  "image-outpaint fal:fal-ai/image-apps-v2/outpaint": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      zoom_out_percentage: 0,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-pro-outpaint fal:fal-ai/flux-2-pro/outpaint": {
    source: "image_url",
    sends: { auto_crop: false },
  },
  "ideogram-3-reframe fal:fal-ai/ideogram/v3/reframe": {
    source: "image_url",
    sends: {
      image_size: { width: 768, height: 1344 },
      seed: 7,
      num_images: 2,
      rendering_speed: "BALANCED",
    },
  },
  "flux-kontext-dev gradio:black-forest-labs/FLUX.1-Kontext-Dev/infer": {
    source: "input_image",
    endpoint: { name: "/infer", output: { index: 0, as: "image" } },
    sends: {
      prompt: "a red house",
      seed: 7,
      randomize_seed: false,
      guidance_scale: 1.5,
      steps: 9,
    },
  },
  "nano-banana-2-edit fal:fal-ai/nano-banana-2/edit": {
    source: ["image_urls"],
    sends: { prompt: "a red house", resolution: "4K", num_images: 2, output_format: "png" },
  },
  "nano-banana-2-edit wavespeed:google/nano-banana-2/edit": {
    source: ["images"],
    sends: { prompt: "a red house", resolution: "4k", output_format: "png" },
  },
  "nano-banana-2-1-edit fal:google/nano-banana-2.1/edit": {
    source: ["image_urls"],
    sends: { prompt: "a red house", resolution: "4K", num_images: 2, output_format: "png" },
  },
  "gpt-image-2-edit fal:openai/gpt-image-2/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      num_images: 2,
      output_format: "png",
      quality: "medium",
      image_size: "auto",
    },
  },
  "hunyuan-image-3-edit fal:fal-ai/hunyuan-image/v3/instruct/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      image_size: "auto",
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "ideogram-3-background fal:fal-ai/ideogram/v3/replace-background": {
    source: "image_url",
    sends: { prompt: "a red house", seed: 7, num_images: 2, rendering_speed: "BALANCED" },
  },
  "qwen-image-edit-2511 fal:fal-ai/qwen-image-edit-2511": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      num_inference_steps: 9,
      guidance_scale: 1.5,
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "qwen-image-2-edit fal:fal-ai/qwen-image-2/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "qwen-image-2-edit wavespeed:wavespeed-ai/qwen-image-2.0/edit": {
    source: ["images"],
    sends: { prompt: "a red house", seed: 7 },
  },
  "qwen-image-2-pro-edit fal:fal-ai/qwen-image-2/pro/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      seed: 7,
      num_images: 2,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-pro-edit fal:fal-ai/flux-2-pro/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      image_size: "auto",
      seed: 7,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "flux-2-max-edit fal:fal-ai/flux-2-max/edit": {
    source: ["image_urls"],
    sends: {
      prompt: "a red house",
      image_size: "auto",
      seed: 7,
      output_format: "png",
      enable_safety_checker: true,
    },
  },
  "nano-banana-pro-edit fal:fal-ai/nano-banana-pro/edit": {
    source: ["image_urls"],
    sends: { prompt: "a red house", resolution: "4K", num_images: 2, output_format: "png" },
  },
  "nano-banana-pro-edit wavespeed:google/nano-banana-pro/edit": {
    source: ["images"],
    sends: { prompt: "a red house", resolution: "4k", output_format: "png" },
  },
  "ltx-2-3-fast fal:fal-ai/ltx-2.3/text-to-video/fast": {
    sends: {
      prompt: "a red house",
      duration: 10,
      resolution: "1440p",
      aspect_ratio: "9:16",
      generate_audio: true,
    },
  },
  "grok-imagine-video fal:xai/grok-imagine-video/text-to-video": {
    sends: { prompt: "a red house", duration: 15, resolution: "480p", aspect_ratio: "9:16" },
  },
  "wan-2-2-small fal:fal-ai/wan/v2.2-5b/text-to-video": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      resolution: "580p",
      aspect_ratio: "9:16",
      seed: 7,
      enable_safety_checker: true,
    },
  },
  "wan-2-2-small huggingface:fal-ai:Wan-AI/Wan2.2-TI2V-5B": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      resolution: "580p",
      aspect_ratio: "9:16",
      seed: 7,
      enable_safety_checker: true,
    },
  },
  "ltx-video gradio:Lightricks/ltx-video-distilled/text_to_video": {
    endpoint: { name: "/text_to_video", output: { index: 0, as: "video" } },
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      mode: "text-to-video",
      input_image_filepath: "",
      input_video_filepath: "",
      width_ui: 576,
      height_ui: 1024,
      duration_ui: 5,
      seed_ui: 7,
      randomize_seed: false,
    },
  },
  "wan-2-7 fal:fal-ai/wan/v2.7/text-to-video": {
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      duration: 15,
      resolution: "1080p",
      aspect_ratio: "9:16",
      seed: 7,
      enable_safety_checker: true,
    },
  },
  "wan-3 fal:alibaba/wan-3.0/text-to-video": {
    sends: { prompt: "a red house", duration: 30, resolution: "1080p", aspect_ratio: "9:16" },
  },
  "ltx-2-3 fal:fal-ai/ltx-2.3/text-to-video": {
    sends: {
      prompt: "a red house",
      duration: 10,
      resolution: "1440p",
      aspect_ratio: "9:16",
      generate_audio: true,
    },
  },
  "hailuo-2-3 fal:fal-ai/minimax/hailuo-2.3/standard/text-to-video": {
    sends: { prompt: "a red house", duration: "10", prompt_optimizer: true },
  },
  "hailuo-2-3 wavespeed:minimax/hailuo-2.3/t2v-standard": {
    sends: { prompt: "a red house", duration: 10 },
  },
  "kling-3 fal:fal-ai/kling-video/v3/standard/text-to-video": {
    sends: {
      prompt: "a red house",
      duration: "15",
      aspect_ratio: "9:16",
      negative_prompt: "trees",
      cfg_scale: 0.1,
      generate_audio: true,
    },
  },
  "kling-o3 fal:fal-ai/kling-video/o3/standard/text-to-video": {
    sends: { prompt: "a red house", duration: "15", aspect_ratio: "9:16", generate_audio: true },
  },
  "seedance-2-fast fal:bytedance/seedance-2.0/fast/text-to-video": {
    sends: {
      prompt: "a red house",
      duration: "15",
      aspect_ratio: "9:16",
      resolution: "720p",
      generate_audio: true,
    },
  },
  "seedance-2-fast wavespeed:bytedance/seedance-2.0-fast/text-to-video": {
    sends: { prompt: "a red house", duration: 15, aspect_ratio: "9:16", resolution: "720p" },
  },
  "vidu-q3 fal:fal-ai/vidu/q3/text-to-video": {
    sends: {
      prompt: "a red house",
      duration: 16,
      resolution: "1080p",
      aspect_ratio: "9:16",
      audio: true,
      seed: 7,
    },
  },
  "veo-3-1-fast fal:fal-ai/veo3.1/fast": {
    sends: {
      prompt: "a red house",
      aspect_ratio: "9:16",
      duration: "4s",
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1-fast wavespeed:google/veo3.1-fast/text-to-video": {
    sends: {
      prompt: "a red house",
      aspect_ratio: "9:16",
      duration: 4,
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1 fal:fal-ai/veo3.1": {
    sends: {
      prompt: "a red house",
      aspect_ratio: "9:16",
      duration: "4s",
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "kling-3-pro fal:fal-ai/kling-video/v3/pro/text-to-video": {
    sends: {
      prompt: "a red house",
      duration: "15",
      aspect_ratio: "9:16",
      negative_prompt: "trees",
      cfg_scale: 0.1,
      generate_audio: true,
    },
  },
  "seedance-2 fal:bytedance/seedance-2.0/text-to-video": {
    sends: {
      prompt: "a red house",
      duration: "15",
      aspect_ratio: "9:16",
      resolution: "480p",
      generate_audio: true,
    },
  },
  "seedance-2 wavespeed:bytedance/seedance-2.0/text-to-video": {
    sends: { prompt: "a red house", duration: 15, aspect_ratio: "9:16", resolution: "480p" },
  },
  "hailuo-2-3-pro fal:fal-ai/minimax/hailuo-2.3/pro/text-to-video": {
    sends: { prompt: "a red house", prompt_optimizer: true },
  },
  "pixverse-c1 fal:fal-ai/pixverse/c1/text-to-video": {
    sends: { prompt: "a red house", duration: 15, resolution: "1080p", aspect_ratio: "9:16" },
  },
  "ltx-2-3-fast-animate fal:fal-ai/ltx-2.3/image-to-video/fast": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      duration: 10,
      resolution: "1440p",
      aspect_ratio: "auto",
      generate_audio: true,
    },
  },
  "hailuo-2-3-fast-animate fal:fal-ai/minimax/hailuo-2.3-fast/standard/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: "10", prompt_optimizer: true },
  },
  "hailuo-2-3-fast-animate wavespeed:minimax/hailuo-2.3/fast": {
    source: "image",
    sends: { prompt: "a red house", duration: 10 },
  },
  "grok-imagine-animate fal:xai/grok-imagine-video/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: 15, resolution: "480p", aspect_ratio: "auto" },
  },
  "wan-2-1-animate huggingface:wavespeed:Wan-AI/Wan2.1-I2V-14B-480P": {
    source: "inputs",
    sends: { prompt: "a red house", seed: 7 },
  },
  "ltx-video-animate gradio:Lightricks/ltx-video-distilled/image_to_video": {
    source: "input_image_filepath",
    endpoint: { name: "/image_to_video", output: { index: 0, as: "video" } },
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      mode: "image-to-video",
      input_video_filepath: "",
      width_ui: 576,
      height_ui: 1024,
      duration_ui: 5,
      seed_ui: 7,
      randomize_seed: false,
    },
  },
  "wan-2-7-animate fal:fal-ai/wan/v2.7/image-to-video": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      duration: 15,
      resolution: "1080p",
      seed: 7,
      enable_safety_checker: true,
    },
  },
  "ltx-2-3-animate fal:fal-ai/ltx-2.3/image-to-video": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      duration: 10,
      resolution: "1440p",
      aspect_ratio: "auto",
      generate_audio: true,
    },
  },
  "hailuo-2-3-animate fal:fal-ai/minimax/hailuo-2.3/standard/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: "10", prompt_optimizer: true },
  },
  "hailuo-2-3-animate wavespeed:minimax/hailuo-2.3/i2v-standard": {
    source: "image",
    sends: { prompt: "a red house", duration: 10 },
  },
  "kling-3-animate fal:fal-ai/kling-video/v3/standard/image-to-video": {
    source: "start_image_url",
    sends: {
      prompt: "a red house",
      duration: "15",
      negative_prompt: "trees",
      cfg_scale: 0.1,
      generate_audio: true,
    },
  },
  "kling-o3-animate fal:fal-ai/kling-video/o3/standard/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: "15", generate_audio: true },
  },
  "seedance-2-fast-animate fal:bytedance/seedance-2.0/fast/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: "15", resolution: "720p", generate_audio: true },
  },
  "seedance-2-fast-animate wavespeed:bytedance/seedance-2.0-fast/image-to-video": {
    source: "image",
    sends: { prompt: "a red house", duration: 15, resolution: "720p" },
  },
  "vidu-q3-animate fal:fal-ai/vidu/q3/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: 16, resolution: "1080p", audio: true, seed: 7 },
  },
  "veo-3-1-fast-animate fal:fal-ai/veo3.1/fast/image-to-video": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      aspect_ratio: "auto",
      duration: "4s",
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1-fast-animate wavespeed:google/veo3.1-fast/image-to-video": {
    source: "image",
    sends: {
      prompt: "a red house",
      duration: 4,
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1-animate fal:fal-ai/veo3.1/image-to-video": {
    source: "image_url",
    sends: {
      prompt: "a red house",
      aspect_ratio: "auto",
      duration: "4s",
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1-fast-animate fal:fal-ai/veo3.1/fast/first-last-frame-to-video": {
    source: "first_frame_url",
    sends: {
      prompt: "a red house",
      aspect_ratio: "auto",
      duration: "4s",
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1-animate fal:fal-ai/veo3.1/first-last-frame-to-video": {
    source: "first_frame_url",
    sends: {
      prompt: "a red house",
      aspect_ratio: "auto",
      duration: "4s",
      negative_prompt: "trees",
      resolution: "1080p",
      generate_audio: true,
      seed: 7,
    },
  },
  "kling-3-pro-animate fal:fal-ai/kling-video/v3/pro/image-to-video": {
    source: "start_image_url",
    sends: {
      prompt: "a red house",
      duration: "15",
      negative_prompt: "trees",
      cfg_scale: 0.1,
      generate_audio: true,
    },
  },
  "seedance-2-animate fal:bytedance/seedance-2.0/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", duration: "15", resolution: "480p", generate_audio: true },
  },
  "seedance-2-animate wavespeed:bytedance/seedance-2.0/image-to-video": {
    source: "image",
    sends: { prompt: "a red house", duration: 15, resolution: "480p" },
  },
  "hailuo-2-3-pro-animate fal:fal-ai/minimax/hailuo-2.3/pro/image-to-video": {
    source: "image_url",
    sends: { prompt: "a red house", prompt_optimizer: true },
  },
  "grok-imagine-extend fal:xai/grok-imagine-video/extend-video": {
    source: "video_url",
    sends: { prompt: "a red house", duration: 10 },
  },
  "ltx-2-3-extend fal:fal-ai/ltx-2.3/extend-video": {
    source: "video_url",
    sends: { prompt: "a red house", duration: 15, mode: "end" },
  },
  "veo-3-1-fast-extend fal:fal-ai/veo3.1/fast/extend-video": {
    source: "video_url",
    sends: {
      prompt: "a red house",
      negative_prompt: "trees",
      aspect_ratio: "auto",
      duration: "7s",
      resolution: "720p",
      generate_audio: true,
      seed: 7,
    },
  },
  "veo-3-1-fast-extend wavespeed:google/veo3.1-fast/video-extend": {
    source: "video",
    sends: { prompt: "a red house", negative_prompt: "trees", resolution: "720p", seed: 7 },
  },
};

const fluxOnFal =
  "prompt image_size num_inference_steps guidance_scale seed num_images output_format enable_safety_checker";
const fluxOnWavespeed =
  "prompt size num_inference_steps guidance_scale seed num_images output_format enable_safety_checker strength";
const ltx = "prompt duration resolution aspect_ratio fps generate_audio";
const veo = "prompt aspect_ratio duration negative_prompt resolution generate_audio seed";
const klingOnFal = "prompt duration negative_prompt cfg_scale";

/** Every parameter that each upstream model documents, the source picture aside. */
export const documentedParameters: Readonly<Record<string, string>> = {
  "fal-ai/flux/schnell": fluxOnFal,
  "fal-ai/flux/dev": fluxOnFal,
  "fal-ai:black-forest-labs/FLUX.1-dev": fluxOnFal,
  "fal-ai/z-image/turbo":
    "prompt image_size num_inference_steps seed num_images output_format enable_safety_checker",
  "fal-ai/flux-2/klein/9b":
    "prompt image_size num_inference_steps seed num_images output_format enable_safety_checker",
  "fal-ai/flux-2/klein/9b/edit":
    "prompt image_size num_inference_steps seed num_images output_format enable_safety_checker",
  "fal-ai:black-forest-labs/FLUX.2-klein-9B":
    "prompt image_size num_inference_steps seed output_format enable_safety_checker",
  "fal-ai/seedvr/upscale/image":
    "image_url upscale_mode upscale_factor target_resolution noise_scale output_format seed",
  "fal-ai/topaz/upscale/image":
    "image_url model upscale_factor crop_to_fill output_format subject_detection face_enhancement prompt",
  "fal-ai/birefnet/v2":
    "image_url model operating_resolution output_format refine_foreground output_mask mask_only",
  "fal-ai/bria/background/remove": "image_url",
  "wavespeed-ai/image-background-remover": "image enable_base64_output",
  "fal-ai/object-removal/mask": "image_url mask_url model mask_expansion",
  "fal-ai/bria/eraser": "image_url mask_url mask_type preserve_alpha",
  "bria/fibo-edit/restore": "image_url",
  "fal-ai/image-editing/face-enhancement":
    "image_url aspect_ratio guidance_scale num_inference_steps safety_tolerance output_format seed",
  "fal-ai/bria/expand":
    "image_url canvas_size aspect_ratio original_image_size original_image_location prompt negative_prompt seed",
  "bria/expand": "image aspect_ratio",
  "fal-ai/image-apps-v2/outpaint":
    "image_url prompt expand_left expand_right expand_top expand_bottom zoom_out_percentage num_images output_format enable_safety_checker",
  "fal-ai/flux-2-pro/outpaint":
    "image_url expand_left expand_right expand_top expand_bottom auto_crop",
  "fal-ai/ideogram/v3/reframe": "image_url image_size rendering_speed style seed num_images",
  "fal-ai/fast-sdxl":
    "prompt negative_prompt image_size num_inference_steps guidance_scale seed num_images format enable_safety_checker",
  "fal-ai/nano-banana-pro":
    "prompt aspect_ratio resolution num_images seed safety_tolerance output_format",
  "fal-ai/nano-banana-pro/edit": "prompt aspect_ratio resolution num_images output_format",
  "fal-ai/flux-2-pro":
    "prompt image_size seed safety_tolerance enable_safety_checker output_format",
  "fal-ai/qwen-image-edit/inpaint":
    "prompt negative_prompt guidance_scale strength image_size num_inference_steps num_images seed acceleration enable_safety_checker output_format",
  "fal-ai/flux-pro/kontext":
    "prompt aspect_ratio guidance_scale seed num_images safety_tolerance output_format",
  "fal-ai/flux-pro/kontext/multi":
    "prompt aspect_ratio guidance_scale seed num_images safety_tolerance output_format",
  "fal-ai/ltx-2.3/text-to-video/fast": ltx,
  "fal-ai/ltx-2.3/text-to-video": ltx,
  "fal-ai/ltx-2.3/image-to-video/fast": ltx,
  "fal-ai/wan/v2.2-5b/text-to-video":
    "prompt negative_prompt resolution aspect_ratio num_frames seed enable_safety_checker",
  "fal-ai:Wan-AI/Wan2.2-TI2V-5B":
    "prompt negative_prompt resolution aspect_ratio num_frames seed enable_safety_checker",
  "fal-ai/minimax/hailuo-2.3/pro/text-to-video": "prompt prompt_optimizer",
  "fal-ai/minimax/hailuo-2.3/pro/image-to-video": "prompt prompt_optimizer",
  "xai/grok-imagine-image": "prompt aspect_ratio num_images output_format resolution",
  "bytedance/seedream/v5/flash/text-to-image": "prompt image_size",
  "fal-ai/flux-2":
    "prompt image_size num_inference_steps guidance_scale acceleration enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "fal-ai/qwen-image-2512":
    "prompt negative_prompt image_size num_inference_steps guidance_scale acceleration seed num_images output_format enable_safety_checker",
  "fal-ai/qwen-image-2/text-to-image":
    "prompt negative_prompt image_size enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "fal-ai/qwen-image-2/pro/text-to-image":
    "prompt negative_prompt image_size enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "fal-ai/bytedance/seedream/v5/lite/text-to-image":
    "prompt image_size num_images max_images enable_safety_checker",
  "bytedance/seedream-v5.0-lite": "prompt size",
  "fal-ai/nano-banana-2":
    "prompt aspect_ratio resolution num_images output_format safety_tolerance limit_generations thinking_level enable_web_search seed",
  "google/nano-banana-2/text-to-image": "prompt aspect_ratio resolution output_format",
  "google/nano-banana-2.1":
    "prompt aspect_ratio resolution num_images output_format thinking_level enable_web_search seed",
  "openai/gpt-image-2": "prompt image_size quality num_images output_format",
  "fal-ai/hunyuan-image/v3/text-to-image":
    "prompt negative_prompt image_size num_inference_steps guidance_scale enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "fal-ai/ideogram/v3":
    "prompt negative_prompt image_size rendering_speed style expand_prompt seed num_images image_urls",
  "fal-ai/recraft/v4.1/text-to-image": "prompt image_size colors background_color",
  "fal-ai/flux-2-max":
    "prompt image_size seed safety_tolerance enable_safety_checker output_format",
  "fal-ai/flux-2/edit":
    "prompt image_size num_inference_steps guidance_scale acceleration enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "xai/grok-imagine-image/edit": "prompt num_images output_format resolution",
  "fal-ai/bytedance/seedream/v5/lite/edit":
    "prompt image_size num_images max_images enable_safety_checker",
  "bytedance/seedream-v5.0-lite/edit": "prompt size",
  "fal-ai/nano-banana-2/edit":
    "prompt aspect_ratio resolution num_images output_format safety_tolerance limit_generations thinking_level enable_web_search seed",
  "google/nano-banana-2/edit": "prompt aspect_ratio resolution output_format",
  "google/nano-banana-2.1/edit":
    "prompt aspect_ratio resolution num_images output_format thinking_level enable_web_search seed",
  "openai/gpt-image-2/edit": "prompt image_size quality num_images output_format mask_url",
  "fal-ai/hunyuan-image/v3/instruct/edit":
    "prompt image_size guidance_scale seed num_images output_format enable_safety_checker",
  "fal-ai/ideogram/v3/replace-background": "prompt rendering_speed expand_prompt seed num_images",
  "fal-ai/qwen-image-edit-2511":
    "prompt negative_prompt image_size num_inference_steps guidance_scale acceleration seed num_images output_format enable_safety_checker",
  "fal-ai/qwen-image-2/edit":
    "prompt negative_prompt image_size enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "fal-ai/qwen-image-2/pro/edit":
    "prompt negative_prompt image_size enable_prompt_expansion seed num_images output_format enable_safety_checker",
  "fal-ai/flux-2-pro/edit":
    "prompt image_size seed safety_tolerance enable_safety_checker output_format",
  "fal-ai/flux-2-max/edit":
    "prompt image_size seed safety_tolerance enable_safety_checker output_format",
  "google/nano-banana-pro/edit": "prompt aspect_ratio resolution output_format",
  "xai/grok-imagine-video/text-to-video": "prompt duration resolution aspect_ratio",
  "xai/grok-imagine-video/image-to-video": "prompt duration resolution aspect_ratio",
  "xai/grok-imagine-video/extend-video": "prompt duration",
  "fal-ai/ltx-2.3/extend-video": "prompt duration mode context",
  "fal-ai/veo3.1/fast/extend-video":
    "prompt aspect_ratio duration negative_prompt resolution generate_audio seed auto_fix safety_tolerance",
  "google/veo3.1-fast/video-extend": "prompt resolution negative_prompt seed",
  "fal-ai/wan/v2.7/text-to-video":
    "prompt negative_prompt duration resolution aspect_ratio audio_url enable_prompt_expansion seed enable_safety_checker",
  "fal-ai/wan/v2.7/image-to-video":
    "prompt negative_prompt duration resolution audio_url enable_prompt_expansion seed enable_safety_checker",
  "alibaba/wan-3.0/text-to-video": "prompt duration resolution aspect_ratio audio",
  "fal-ai/minimax/hailuo-2.3/standard/text-to-video": "prompt duration prompt_optimizer",
  "fal-ai/minimax/hailuo-2.3/standard/image-to-video": "prompt duration prompt_optimizer",
  "fal-ai/minimax/hailuo-2.3-fast/standard/image-to-video": "prompt duration prompt_optimizer",
  "fal-ai/kling-video/v3/standard/text-to-video": `${klingOnFal} aspect_ratio generate_audio`,
  "fal-ai/kling-video/v3/pro/text-to-video": `${klingOnFal} aspect_ratio generate_audio`,
  "fal-ai/kling-video/v3/standard/image-to-video": `${klingOnFal} generate_audio`,
  "fal-ai/kling-video/v3/pro/image-to-video": `${klingOnFal} generate_audio`,
  "fal-ai/kling-video/o3/standard/text-to-video": "prompt duration aspect_ratio generate_audio",
  "fal-ai/kling-video/o3/standard/image-to-video": "prompt duration generate_audio",
  "bytedance/seedance-2.0/fast/text-to-video":
    "prompt duration aspect_ratio resolution generate_audio seed",
  "bytedance/seedance-2.0/fast/image-to-video":
    "prompt duration aspect_ratio resolution generate_audio seed",
  "bytedance/seedance-2.0/text-to-video":
    "prompt duration aspect_ratio resolution generate_audio seed",
  "bytedance/seedance-2.0/image-to-video":
    "prompt duration aspect_ratio resolution generate_audio seed",
  "bytedance/seedance-2.0-fast/text-to-video": "prompt duration aspect_ratio resolution",
  "bytedance/seedance-2.0-fast/image-to-video": "prompt duration aspect_ratio resolution",
  "fal-ai/vidu/q3/text-to-video": "prompt duration resolution aspect_ratio audio seed",
  "fal-ai/vidu/q3/image-to-video": "prompt duration resolution audio seed",
  "fal-ai/veo3.1/fast": veo,
  "fal-ai/veo3.1": veo,
  "fal-ai/veo3.1/fast/image-to-video": veo,
  "fal-ai/veo3.1/fast/first-last-frame-to-video": veo,
  "fal-ai/veo3.1/first-last-frame-to-video": veo,
  "fal-ai/veo3.1/image-to-video": veo,
  "google/veo3.1-fast/text-to-video": veo,
  "google/veo3.1-fast/image-to-video": veo,
  "fal-ai/pixverse/c1/text-to-video": "prompt duration resolution aspect_ratio",
  "fal-ai/ltx-2.3/image-to-video": ltx,
  "minimax/hailuo-2.3/i2v-standard": "prompt duration enable_prompt_expansion",
  "wavespeed-ai/flux-dev": fluxOnWavespeed,
  "wavespeed-ai/flux-dev-ultra-fast": fluxOnWavespeed,
  "wavespeed-ai/z-image/base": "prompt negative_prompt size strength seed",
  "wavespeed-ai/flux-2-dev/text-to-image": "prompt size seed",
  "wavespeed-ai/flux-2-dev/edit": "prompt size seed",
  "wavespeed-ai/qwen-image-2.0/text-to-image": "prompt size seed",
  "wavespeed-ai/qwen-image-2.0/edit": "prompt size seed",
  "google/nano-banana-2/text-to-image-fast": "prompt aspect_ratio resolution output_format",
  "google/nano-banana-pro/text-to-image": "prompt aspect_ratio resolution output_format",
  "minimax/hailuo-2.3/t2v-standard": "prompt duration enable_prompt_expansion",
  "minimax/hailuo-2.3/fast": "prompt duration enable_prompt_expansion go_fast",
  "wavespeed:black-forest-labs/FLUX.1-schnell": "prompt size seed",
  "nscale:black-forest-labs/FLUX.1-schnell": "prompt",
  "wavespeed:black-forest-labs/FLUX.2-dev": "prompt size seed",
  "wavespeed:Wan-AI/Wan2.1-I2V-14B-480P": "prompt negative_prompt seed",
  "black-forest-labs/FLUX.1-schnell": "prompt seed randomize_seed width height num_inference_steps",
  "black-forest-labs/FLUX.1-dev":
    "prompt seed randomize_seed width height guidance_scale num_inference_steps",
  "black-forest-labs/FLUX.1-Kontext-Dev": "prompt seed randomize_seed guidance_scale steps",
  "Lightricks/ltx-video-distilled":
    "prompt negative_prompt input_image_filepath input_video_filepath height_ui width_ui mode duration_ui ui_frames_to_use seed_ui randomize_seed ui_guidance_scale improve_texture_flag",
};
