import type { Route } from "./+types/poster";
import { AppError } from "~/.server/errors";
import { checkFormAccount } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { readFileForm } from "~/.server/http/file-form";
import type { FileForm } from "~/.server/http/form-parts";
import { errorHeaders, errorWords } from "~/.server/http/respond";
import { refuseReading } from "~/.server/http/respond-plain";
import { currentViewer } from "~/.server/http/session";
import { keepPoster } from "~/.server/use-cases/keep-poster";
import { frameField, maxUploadBytes } from "~/domain/uploads";
import { uploadPassOf } from "./studio-upload.server";

export const loader = refuseReading;

/**
 * Keeps a frame that the owner's browser has taken of a video, in the field `frame`, as its poster: `{isKept}` as JSON,
 * or `{words}` with the status of the refusal. Only scripts can take one.
 */
export async function action({ request, context, params }: Route.ActionArgs) {
  const pass = uploadPassOf(context, request);
  let sent = null as FileForm | null;
  try {
    const viewer = await currentViewer(context);
    if (!viewer) throw new AppError("signed_out");
    const container = context.get(containerContext);
    const isKept = await keepPoster(container, viewer, params.mediaId, async () => {
      await pass.begin();
      const options = { fields: [frameField], maxBytes: maxUploadBytes, admission: pass };
      sent = await readFileForm(request, options);
      checkFormAccount(sent.form, viewer);
      if (sent.refused) throw sent.refused;
      const frame = sent.files.get(frameField);
      if (!frame) throw new AppError("invalid_input");
      return frame;
    });
    return Response.json({ isKept });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status, words } = errorWords(error);
    return Response.json({ words }, { status, headers: errorHeaders(error) });
  } finally {
    await sent?.close();
    pass.end();
  }
}
