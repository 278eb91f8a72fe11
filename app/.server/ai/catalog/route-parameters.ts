import type { PictureRole } from "~/domain/generation";
import type { ModelRequest } from "../port";

/** Says a part of a request in an upstream model's own terms. Pure. */
export type ParameterPart = (request: ModelRequest) => Record<string, unknown>;

/** What to send: the prompt, unless there is none, with what each of several pictures is for, then each part. */
export function parameters(parts: readonly ParameterPart[]): ParameterPart {
  return (request) => ({
    ...(request.prompt && { prompt: withRoles(request) }),
    ...Object.fromEntries(parts.flatMap((part) => Object.entries(part(request)))),
  });
}

/** The same for what takes no words. */
export const withoutWords =
  (parts: readonly ParameterPart[]): ParameterPart =>
  (request) =>
    parameters(parts)({ ...request, prompt: "" });

/** What models are told of pictures that they get in one list, which itself says nothing of what they are for. */
const roleWords: Readonly<Record<Exclude<PictureRole, "last">, string>> = {
  style: "shows the style to use",
  person: "shows a person to include",
  thing: "shows a thing or place to include",
  more: "is another picture to work with",
};

function withRoles({ prompt, pictures = [] }: ModelRequest): string {
  const told = pictures.flatMap(({ role }, at) =>
    role === "last" ? [] : `Image ${at + 2} ${roleWords[role]}.`,
  );
  return told.length > 0
    ? ["Image 1 is the picture to change.", ...told, prompt].join(" ")
    : prompt;
}

/** Sent with every request. */
export const always =
  (values: Record<string, unknown>): ParameterPart =>
  () =>
    values;

/** A stored setting under the upstream model's name of it, if the request has it. */
const setting =
  (
    name: string,
    upstreamName: string,
    convert: (value: unknown) => unknown = (value) => value,
  ): ParameterPart =>
  ({ settings }) => {
    const value = settings[name];
    return value === undefined ? {} : { [upstreamName]: convert(value) };
  };

/** fal: `image_size: { width, height }`. */
export const imageSize: ParameterPart = ({ settings: { width, height } }) => ({
  image_size: { width, height },
});
/** Wavespeed: `size: "1024*1024"`. */
export const starSize: ParameterPart = ({ settings }) => ({
  size: `${Number(settings["width"])}*${Number(settings["height"])}`,
});
/** The two sides as two numbers, under these names. */
export const sides =
  (width: string, height: string): ParameterPart =>
  ({ settings }) => ({ [width]: settings["width"], [height]: settings["height"] });
/** Such as `aspect_ratio: "16:9"`. */
export const aspectRatio = setting("shape", "aspect_ratio");
/** How many pictures: `num_images: 2`. */
export const numImages: ParameterPart = ({ outputCount }) => ({ num_images: outputCount });
/** The seed under this name. */
export const seedAs = (name: string): ParameterPart => setting("seed", name);
/** Such as `seed: 7`. */
export const seed = seedAs("seed");
/** The number of steps under this name. */
export const stepsAs = (name: string): ParameterPart => setting("steps", name);
/** Such as `num_inference_steps: 28`. */
export const steps = stepsAs("num_inference_steps");
/** The guidance under this name. */
export const guidanceAs = (name: string): ParameterPart => setting("guidance", name);
/** Such as `guidance_scale: 3.5`. */
export const guidance = guidanceAs("guidance_scale");
/** Such as `resolution: "720p"`. */
export const resolution = setting("resolution", "resolution");
/** Such as `resolution: "2k"`, where ours is `2K`. */
export const smallResolution = setting("resolution", "resolution", (value) =>
  String(value).toLowerCase(),
);
/** Such as `upscale_factor: 2`, where ours is `2×`. */
export const upscaleFactor = setting("resolution", "upscale_factor", (value) =>
  Number.parseInt(String(value), 10),
);
/** Left out when there is nothing to leave out: an empty one would replace the model's own. */
export const negativePrompt: ParameterPart = ({ negativePrompt: words }) =>
  words === "" ? {} : { negative_prompt: words };

/** The length in seconds, as a number under this name. */
export const durationNumberAs = (name: string): ParameterPart => setting("durationSeconds", name);
/** Such as `duration: 6`. */
export const durationNumber = durationNumberAs("duration");
/** Such as `duration: "5"`. */
export const durationText = setting("durationSeconds", "duration", String);
/** Such as `duration: "8s"`. */
export const durationWithUnit = setting(
  "durationSeconds",
  "duration",
  (value) => `${String(value)}s`,
);

/** Has the provider refuse what is not safe. */
export const checked = always({ enable_safety_checker: true });
export const asPng = always({ output_format: "png" });
/** Whether a video has sound, under this name. */
export const soundAs =
  (name: string): ParameterPart =>
  ({ settings }) => ({ [name]: settings["sound"] !== "off" });
export const sound = soundAs("generate_audio");
/** The video keeps the shape of its picture. */
export const keepShape = always({ aspect_ratio: "auto" });
/** Has the upstream model add to the prompt. */
export const enhanced = always({ prompt_optimizer: true });
