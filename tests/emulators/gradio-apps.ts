/** A parameter of an endpoint: its name and component, and its default unless it must be given. */
interface Parameter {
  name: string;
  component: string;
  usual?: unknown;
}

export interface Endpoint {
  /** `/infer`. */
  name: string;
  parameters: readonly Parameter[];
  /** Components; the first one is the file. */
  returns: readonly string[];
}

export interface EmulatedGradioApp {
  /** `owner/space`. */
  space: string;
  /** The first part of the path of everything that is asked of it. */
  host: string;
  endpoints: readonly Endpoint[];
}

const text = (name: string, usual?: string): Parameter => ({
  name,
  component: "Textbox",
  ...(usual !== undefined && { usual }),
});
const slider = (name: string, usual: number): Parameter => ({ name, component: "Slider", usual });
const seeds: readonly Parameter[] = [
  slider("seed", 0),
  { name: "randomize_seed", component: "Checkbox", usual: true },
];
const picture: Parameter = { name: "input_image", component: "Image" };
const flux = (steps: number, guidance?: number): readonly Endpoint[] => [
  {
    name: "/infer",
    parameters: [
      text("prompt"),
      ...seeds,
      slider("width", 1024),
      slider("height", 1024),
      ...(guidance === undefined ? [] : [slider("guidance_scale", guidance)]),
      slider("num_inference_steps", steps),
    ],
    returns: ["Image", "Slider"],
  },
];
const kontext: readonly Endpoint[] = [
  {
    name: "/infer",
    parameters: [
      picture,
      text("prompt"),
      ...seeds,
      slider("guidance_scale", 2.5),
      slider("steps", 28),
    ],
    returns: ["Image", "Slider"],
  },
];
const ltx = (mode: string, source: Parameter): Endpoint => ({
  name: `/${mode.replaceAll("-", "_")}`,
  parameters: [
    text("prompt"),
    text("negative_prompt", "worst quality"),
    source,
    text("input_video_filepath", ""),
    slider("height_ui", 512),
    slider("width_ui", 704),
    text("mode", mode),
    slider("duration_ui", 2),
    slider("ui_frames_to_use", 9),
    slider("seed_ui", 42),
    { name: "randomize_seed", component: "Checkbox", usual: true },
    slider("ui_guidance_scale", 1),
    { name: "improve_texture_flag", component: "Checkbox", usual: true },
  ],
  returns: ["Video", "Slider"],
});
const ltxPicture = { ...picture, name: "input_image_filepath" };
const wan: readonly Endpoint[] = [
  {
    name: "/generate_video",
    parameters: [
      picture,
      text("prompt", "make this image come alive"),
      slider("height", 512),
      slider("width", 896),
      text("negative_prompt", ""),
      slider("duration_seconds", 2),
      slider("guidance_scale", 1),
      slider("steps", 4),
      ...seeds,
    ],
    returns: ["Video", "Slider"],
  },
];

const atHuggingFace = (space: string, endpoints: readonly Endpoint[]): EmulatedGradioApp => ({
  space,
  host: `${space.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.hf.space`,
  endpoints,
});

/** Some Spaces as they are, and a copy of one that answers below the emulator's own address, over plain http. */
export const emulatedGradioApps: readonly EmulatedGradioApp[] = [
  atHuggingFace("black-forest-labs/FLUX.1-schnell", flux(4)),
  atHuggingFace("black-forest-labs/FLUX.1-dev", flux(28, 3.5)),
  atHuggingFace("black-forest-labs/FLUX.1-Kontext-Dev", kontext),
  atHuggingFace("Lightricks/ltx-video-distilled", [
    ltx("text-to-video", text("input_image_filepath", "")),
    ltx("image-to-video", ltxPicture),
  ]),
  atHuggingFace("multimodalart/wan2-1-fast", wan),
  { space: "copy/FLUX.1-schnell", host: "copy-of-schnell", endpoints: flux(4) },
];

/**
 * What the app says of itself at `/config`. Parameters are components 1, 2, …, outputs 101, 102, …; the second
 * endpoint's 201 …
 */
export function configOf({ space, endpoints }: EmulatedGradioApp, root: string) {
  const components = endpoints.flatMap(({ parameters, returns }, place) => [
    ...parameters.map(({ component }, index) => componentAt(place * 200 + index + 1, component)),
    ...returns.map((component, index) => componentAt(place * 200 + index + 101, component)),
  ]);
  const dependencies = endpoints.map(({ name, parameters, returns }, place) => ({
    id: place,
    api_name: name.slice(1),
    inputs: parameters.map((_, index) => place * 200 + index + 1),
    outputs: returns.map((_, index) => place * 200 + index + 101),
    queue: true,
    types: { generator: false, cancel: false },
    targets: [[1, "submit"]],
    connection: "sse",
    api_visibility: "public",
  }));
  const everything = { components: components.map(({ id }) => id), layout: {} };
  return {
    version: "5.49.1",
    api_prefix: "/gradio_api",
    protocol: "sse_v3",
    root,
    app_id: 4711,
    space_id: space,
    is_space: true,
    enable_queue: true,
    connect_heartbeat: true,
    auth_required: false,
    components,
    dependencies,
    layout: {},
    page: { "": { ...everything, dependencies: dependencies.map(({ id }) => id) } },
  };
}

const componentAt = (id: number, name: string) => ({ id, type: name.toLowerCase(), props: {} });

/** The app's `/info`. */
export function infoOf({ endpoints }: EmulatedGradioApp) {
  const told = endpoints.map(({ name, parameters, returns }) => [
    name,
    {
      parameters: parameters.map((parameter) => ({
        label: parameter.name,
        parameter_name: parameter.name,
        parameter_has_default: parameter.usual !== undefined,
        parameter_default: parameter.usual ?? null,
        type: { type: "string" },
        python_type: { type: "str", description: "" },
        component: parameter.component,
      })),
      returns: returns.map((component) => ({ label: component, type: {}, component })),
    },
  ]);
  return { named_endpoints: Object.fromEntries(told) as object, unnamed_endpoints: {} };
}
