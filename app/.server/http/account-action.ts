import { data, type RouterContextProvider } from "react-router";
import type { z } from "zod";
import type { Viewer } from "~/domain/viewer";
import { currentViewer, redirectToSignIn } from "./session";
import { AppError } from "../errors";
import { answerForm, textsOf, type RefuseFields } from "./form-action";
import { readForm, type FormLimits } from "./parse-form";
import { errorWords, respond, type ErrorWords } from "./respond";

export interface ActionArgs {
  request: Request;
  context: Readonly<RouterContextProvider>;
  url: URL;
}

/**
 * `formAction` for what is done as a person: `work` gets the one that the form names and that is signed in. A visitor
 * is sent to sign in and comes back to `url`. While another person is signed in nothing is done: the error page says
 * who it is, and offers to send the form again for that account.
 */
export async function accountAction<Schema extends z.ZodType, Result>(
  { request, context, url }: ActionArgs,
  schema: Schema,
  work: (form: z.infer<Schema>, viewer: Viewer, refuseFields: RefuseFields) => Promise<Result>,
  limits: FormLimits = {},
) {
  const form = await respond(() => readForm(request, limits));
  return await answerAccountForm({ request, context, url }, form, schema, work);
}

/** The same for a form that has been read. */
export async function answerAccountForm<Schema extends z.ZodType, Result>(
  { request, context, url }: ActionArgs,
  form: FormData,
  schema: Schema,
  work: (form: z.infer<Schema>, viewer: Viewer, refuseFields: RefuseFields) => Promise<Result>,
) {
  const viewer = (await actingViewer(context, form)) ?? redirectToSignIn(url);
  return await answerForm(request, form, schema, (checked, refuseFields) =>
    work(checked, viewer, refuseFields),
  );
}

/** Who acts with this form, or null for a visitor. Throws the error page while another person is signed in. */
async function actingViewer(context: ActionArgs["context"], form: FormData) {
  return await respondKeepingForm(form, async () =>
    checkFormAccount(form, await currentViewer(context)),
  );
}

/**
 * Runs work that may find another person signed in. Its error page keeps the form, now for that one; other AppErrors
 * become error responses.
 */
export async function respondKeepingForm<Result>(form: FormData, work: () => Promise<Result>) {
  return await respond(async () => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "other_account") throw error;
      const account = String(error.facts["account"]);
      const words = { ...errorWords(error), kept: { ...textsOf(form), account } };
      throw data<ErrorWords>(words, { status: error.status });
    }
  });
}

/**
 * The caller, when it is the one whom the form was made for. A form that names nobody was made for visitors, or by a
 * page that knew no accounts yet. Error: other_account.
 */
export function checkFormAccount(form: FormData, viewer: Viewer | null): Viewer | null {
  if (viewer && form.get("account") !== viewer.userId)
    throw new AppError("other_account", {
      facts: { email: viewer.email, account: viewer.userId },
    });
  return viewer;
}
