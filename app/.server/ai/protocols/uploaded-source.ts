import type { SourceImage } from "~/domain/media";
import { AiError, type ModelRequest, type ModelRoute } from "~/.server/ai/port";

/**
 * What to send for a request, in the route's terms, with the source picture uploaded first and its address in the
 * picture's place, and the mask where there is one. Upstream the picture is called after the request, so that a lost
 * submit can be told from others that differ in the picture alone. Throws AiError for a route that takes no picture, or
 * no mask, and what `upload` throws; nothing has been charged.
 */
export async function inputWithSource(
  route: ModelRoute,
  request: ModelRequest,
  source: SourceImage | null,
  upload: (picture: File) => Promise<string>,
): Promise<Record<string, unknown>> {
  const input = route.parameters(request);
  const { sourceParameter } = route;
  if (!source) return input;
  if (!sourceParameter)
    throw new AiError("upstream_failure", { mayHaveCharged: false, detail: "takes no picture" });
  const url = await upload(fileOf(source, request.generationId));
  const withSource = { ...input, [sourceParameter.name]: sourceParameter.isList ? [url] : url };
  const mask = (await request.readMask?.(source)) ?? null;
  if (!mask) return withSource;
  if (!route.maskParameter)
    throw new AiError("upstream_failure", { mayHaveCharged: false, detail: "takes no mask" });
  const maskUrl = await upload(fileOf(mask, `${request.generationId}-mask`));
  return { ...withSource, [route.maskParameter]: maskUrl };
}

function fileOf({ bytes, contentType: type }: SourceImage, name: string): File {
  return new File([Uint8Array.from(bytes)], `${name}.${type.replace("image/", "")}`, { type });
}
