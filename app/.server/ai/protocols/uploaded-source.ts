import type { SourceImage } from "~/domain/media";
import { AiError, type ModelRequest, type ModelRoute } from "~/.server/ai/port";

/**
 * What to send for a request, in the route's terms, with the source picture uploaded first and its address in the
 * picture's place. Upstream the picture is called after the request, so that a lost submit can be told from others that
 * differ in the picture alone. Throws AiError for a route that takes no picture, and what `upload` throws; nothing has
 * been charged.
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
  const type = source.contentType;
  const name = `${request.generationId}.${type.replace("image/", "")}`;
  const picture = new File([Uint8Array.from(source.bytes)], name, { type });
  const url = await upload(picture);
  return { ...input, [sourceParameter.name]: sourceParameter.isList ? [url] : url };
}
