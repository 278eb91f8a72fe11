import type { ProviderFile } from "~/domain/media";
import type { GradioApp } from "./gradio-app";
import type { GradioOutput } from "./gradio-endpoint";
import { AiError } from "./port";

/** Where the app's own files are. */
export interface FilePlace {
  app: GradioApp;
  /** `https://owner-space.hf.space/gradio_api/file=`. */
  filesAt: string;
}

/**
 * Takes the files out of an app's outputs: FileData, a gallery of them, a video around one, a bare address, or a data URI. Each
 * must be at the app itself. Throws AiError (upstream_failure) for everything else, and for none.
 */
export function filesOf(
  outputs: readonly unknown[],
  { index, as }: GradioOutput,
  place: FilePlace,
): ProviderFile[] {
  const output = outputs[index];
  const values = as === "gallery" ? (Array.isArray(output) ? output : []) : [output];
  const files = values.map((value: unknown) => fileOf(value, place));
  if (files.length === 0) throw new AiError("upstream_failure", { detail: "the app made no file" });
  return files;
}

function fileOf(value: unknown, place: FilePlace): ProviderFile {
  if (typeof value === "string") return fileAt(value, place);
  if (typeof value === "object" && value !== null) {
    if ("image" in value && value.image) return fileOf(value.image, place);
    if ("video" in value && value.video) return fileOf(value.video, place);
    if ("url" in value && typeof value.url === "string") return fileAt(value.url, place);
    if ("path" in value && typeof value.path === "string")
      return fileAt(place.filesAt + value.path.split("/").map(encodeURIComponent).join("/"), place);
  }
  throw new AiError("upstream_failure", { detail: "the app gave no file where one was expected" });
}

function fileAt(text: string, { app, filesAt }: FilePlace): ProviderFile {
  const data = /^data:[\w/+.-]+;base64,/.exec(text);
  if (data) return { bytes: Buffer.from(text.slice(data[0].length), "base64") };
  const written = URL.parse(text, filesAt);
  const here = new URL(app.address);
  if (!written || written.hostname !== here.hostname || !/^https?:$/.test(written.protocol))
    throw new AiError("upstream_failure", {
      detail: `the app's file is at another host: ${written?.host ?? "no address"}`,
    });
  // Behind a proxy an app may take its own port or scheme for another one.
  const url = here.origin + written.pathname + written.search;
  const authorization = app.authorization && { origin: app.origin, value: app.authorization };
  return {
    url,
    hosts: [here.hostname],
    ...(app.isTrusted && { trustedOrigin: app.origin }),
    ...(authorization && { authorization }),
  };
}
