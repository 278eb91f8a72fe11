import type { MaskImage, SourceFilm, SourceImage } from "~/domain/media";
import { frameParameters } from "~/.server/ai/catalog/frame-form";
import { AiError, type ModelRequest, type ModelRoute, type PreparedInput } from "~/.server/ai/port";
import { createSemaphore } from "~/.server/semaphore";

/** A film is held in memory from when it is read until it is sent: this process has one of them at a time. */
const filmLine = createSemaphore(1);

/**
 * What to send for a request, in the route's terms, with its source (a picture or a film) uploaded first and its
 * address in its place, and likewise the further pictures and the mask where there are some. Upstream each is called
 * after the request, so that a lost submit can be told from others that differ in that alone. Throws AiError for a
 * route that takes no picture, or not all of them, what `upload` and reading throw, and the signal's reason; nothing
 * has been charged.
 */
export async function inputWithSource(
  route: ModelRoute,
  request: ModelRequest,
  source: SourceImage | null,
  upload: (file: File) => Promise<string>,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const input = route.parameters(request);
  const name = request.generationId;
  const { readFilm } = request;
  if (readFilm) {
    const send = async () => await upload(filmFileOf(await readFilm(), name));
    return { ...input, [sourceParameterOf(route).name]: await filmLine.run(send, signal) };
  }
  if (!source) return input;
  const parameter = sourceParameterOf(route);
  const urls = [await upload(fileOf(source, name))];
  const others: Record<string, string> = {};
  for (const [at, { role, read }] of (request.pictures ?? []).entries()) {
    const picture = await read(route.pictureForm);
    const url = await upload(fileOf(picture, `${name}-${role}-${at + 1}`));
    const field = takes(route.pictureParameters?.[role], role);
    if (field === parameter.name) urls.push(url);
    else others[field] = url;
  }
  const mask = (await request.readMask?.(source)) ?? null;
  if (mask) {
    const field = takes(route.maskParameter, "mask");
    others[field] = await upload(fileOf(mask, `${name}-mask`));
  }
  const frame = frameParameters(route, request, source);
  return { ...input, [parameter.name]: parameter.isList ? urls : urls[0], ...others, ...frame };
}

/** What `inputWithSource` gave, for a submit: what it uploads must be done before the submit is on record. */
export function preparedBefore(prepared: PreparedInput | undefined): PreparedInput {
  if (!prepared) throw new TypeError("A submit that was not prepared");
  return prepared;
}

function sourceParameterOf({ sourceParameter }: ModelRoute) {
  if (sourceParameter) return sourceParameter;
  throw new AiError("upstream_failure", { mayHaveCharged: false, detail: "takes no picture" });
}

function takes(parameter: string | undefined, role: string): string {
  if (parameter) return parameter;
  throw new AiError("upstream_failure", { mayHaveCharged: false, detail: `takes no ${role}` });
}

function fileOf({ bytes, contentType }: SourceImage | MaskImage, name: string): File {
  return fileNamed(name, Uint8Array.from(bytes), contentType);
}

function filmFileOf({ content, contentType }: SourceFilm, name: string): File {
  return fileNamed(name, content, contentType);
}

function fileNamed(name: string, content: BlobPart, type: string): File {
  const [, extension] = type.split("/");
  return new File([content], `${name}.${extension}`, { type });
}
