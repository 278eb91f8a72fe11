import type { ProviderFile } from "~/domain/media";
import type { GradioApp } from "./app";
import { AiError } from "~/.server/ai/port";

/** Where the app's own files are. */
export interface FilePlace {
  app: GradioApp;
  /** `https://owner-space.hf.space/gradio_api/file=`. */
  filesAt: string;
}

/**
 * Takes the files out of an app's output, in order: a file or a list of them, each FileData, something around one
 * (gallery, video, editor), a bare address or path, or a data URI. Of a picture before and after, the second. Each must
 * be at the app itself. Throws AiError (upstream_failure) for everything else, and for none.
 */
export function filesOf(
  output: unknown,
  component: string | null,
  place: FilePlace,
): ProviderFile[] {
  const listed: unknown[] = Array.isArray(output) ? output : [output];
  const values = listed.filter((value) => value !== null && value !== undefined);
  if (values.length === 0)
    throw new AiError("upstream_failure", { detail: "the app made no file" });
  const wanted = component === "imageslider" ? values.slice(-1) : values;
  return wanted.map((value) => fileOf(value, place));
}

/** Where in an object there may be a file, the likeliest place first. An editor's layers are none. */
const fileKeys = ["image", "video", "composite", "background"];

function fileOf(value: unknown, place: FilePlace): ProviderFile {
  if (typeof value === "string") return fileCalled(value, place);
  if (typeof value === "object" && value !== null) {
    const candidate = value as Readonly<Record<string, unknown>>;
    const inside = fileKeys.find((name) => candidate[name]);
    if (inside) return fileOf(candidate[inside], place);
    // Its address may be one for browsers, behind a proxy; its path is the app's own.
    if (typeof candidate["path"] === "string") return fileCalled(candidate["path"], place);
    if (typeof candidate["url"] === "string") return fileCalled(candidate["url"], place);
  }
  throw new AiError("upstream_failure", { detail: "the app gave no file where one was expected" });
}

/** An address, a data URI, or a path on the app's disk. */
function fileCalled(text: string, place: FilePlace): ProviderFile {
  const isAddress = /^(https?|data):/i.test(text) || text.includes("/file=");
  if (isAddress) return fileAt(text, place);
  return fileAt(place.filesAt + text.split("/").map(encodeURIComponent).join("/"), place);
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
  const credentials = app.credentials && { origin: app.origin, ...app.credentials };
  return {
    url,
    hosts: [here.hostname],
    ...(app.isTrusted && { trustedOrigin: app.origin }),
    ...(credentials && { credentials }),
  };
}
