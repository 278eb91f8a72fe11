import { redirect } from "react-router";
import type { Route } from "./+types/last-frame";
import { AppError } from "~/.server/errors";
import { checkFormAccount } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { readFileForm } from "~/.server/http/file-form";
import type { FileForm } from "~/.server/http/form-parts";
import { errorHeaders, errorWords, respond } from "~/.server/http/respond";
import { refuseReading } from "~/.server/http/respond-plain";
import { currentViewer, redirectToSignIn } from "~/.server/http/session";
import type { UploadPass } from "~/.server/use-cases/open-upload-pass";
import { findFilmModel } from "~/.server/use-cases/find-film-model";
import { takeLastFrame } from "~/.server/use-cases/take-last-frame";
import { lastFrameForm, noFrame } from "~/domain/last-frame";
import { frameField, maxUploadBytes } from "~/domain/uploads";
import type { Viewer } from "~/domain/viewer";
import type { Container } from "~/.server/container";
import { uploadPassOf } from "./studio-upload.server";

export const loader = refuseReading;

/**
 * Keeps the last frame of a video and leads to the studio with it; to go on, where the model that made the video can do
 * that by itself, with the whole video instead. A script asks for JSON: `{path}`, `{words}` with the
 * status of the refusal, or `{isUnread: true}`: it is to bring the frame itself, in the field `frame`.
 */
export async function action({ request, context, params, url }: Route.ActionArgs) {
  const isAsked = request.headers.get("accept") === "application/json";
  const pass = uploadPassOf(context, request);
  const take = async () => {
    const viewer = await currentViewer(context);
    if (!viewer) return redirectToSignIn(new URL(`/video/${params.mediaId}`, url));
    await pass.begin();
    const sent = await readFrameForm(request, pass);
    return await pathOf(context, viewer, params.mediaId, sent).finally(sent.close);
  };
  try {
    if (!isAsked) {
      const path = await respond(take);
      return redirect(path ?? `/video/${params.mediaId}?${noFrame}`, 303);
    }
    const path = await take();
    return Response.json(path ? { path } : { isUnread: true });
  } catch (error) {
    if (!isAsked || !(error instanceof AppError)) throw error;
    const { status, words } = errorWords(error);
    const [said = words] = Object.values(error.fields).flat();
    return Response.json({ words: said }, { status, headers: errorHeaders(error) });
  } finally {
    pass.end();
  }
}

const readFrameForm = (request: Request, admission: UploadPass) =>
  readFileForm(request, { fields: [frameField], maxBytes: maxUploadBytes, admission });

/** Where the frame leads; null: it cannot be read here, and none came with the form. */
async function pathOf(
  context: Route.ActionArgs["context"],
  viewer: Viewer,
  mediaId: string,
  { form, files, refused }: FileForm,
): Promise<string | null> {
  checkFormAccount(form, viewer);
  if (refused) throw refused;
  const { success, data } = lastFrameForm.safeParse(Object.fromEntries(form));
  if (!success) throw new AppError("invalid_input");
  const container = context.get(containerContext);
  const filmModel = data.use === "more" ? await findFilmModel(container, viewer, mediaId) : null;
  if (filmModel) return await pathWith(container, viewer, mediaId, mediaId, filmModel);
  const given = files.get(frameField) ?? null;
  const frameId = await takeLastFrame(container, viewer, mediaId, given);
  if (!frameId) return null;
  return data.use === "more"
    ? await pathWith(container, viewer, mediaId, frameId, null)
    : `/${data.use}?source=${frameId}`;
}

/** Where one goes on from a frame or a film, with the prompt and the settings of the video. */
async function pathWith(
  { pages }: Pick<Container, "pages">,
  viewer: Viewer,
  mediaId: string,
  sourceId: string,
  model: string | null,
): Promise<string> {
  const { media } = await pages.media(viewer, mediaId);
  const from = media ? `&from=${media.generationId}` : "";
  return `/video?source=${sourceId}${from}${model ? `&model=${model}` : ""}`;
}
