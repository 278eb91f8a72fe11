import type { Route } from "./+types/uploads";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import type { FileForm } from "~/.server/http/form-parts";
import { errorHeaders, errorWords } from "~/.server/http/respond";
import { refuseReading } from "~/.server/http/respond-plain";
import { showMedia } from "./media-tile.server";
import { filesOf, openKeeper, readStudioForm, uploadPassOf } from "./studio-upload.server";

export const loader = refuseReading;

/**
 * Keeps a picture that something is to be made from, or a mask for one: `{upload}` as JSON, or `{words}` with the
 * status of the refusal, before anything of it is read for who may give nothing now. Without JavaScript the studio's
 * form brings it.
 */
export async function action({ request, context }: Route.ActionArgs) {
  const pass = uploadPassOf(context, request);
  let sent: FileForm | null = null;
  try {
    await pass.begin();
    sent = await readStudioForm(request, pass);
    if (sent.refused) throw sent.refused;
    const [come] = filesOf(context, sent, pass);
    if (!come) throw new AppError("invalid_input");
    const { keep, cookie } = await openKeeper(context, request, sent.form);
    const upload = await showMedia(context.get(containerContext), await keep(come));
    return Response.json({ upload }, { headers: cookie ? { "set-cookie": cookie } : {} });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status, words } = errorWords(error);
    const [said = words] = Object.values(error.fields).flat();
    return Response.json({ words: said }, { status, headers: errorHeaders(error) });
  } finally {
    await sent?.close();
    pass.end();
  }
}
