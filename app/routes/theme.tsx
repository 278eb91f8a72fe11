import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import type { Route } from "./+types/theme";
import { safeNext } from "~/.server/http/safe-next";
import { AppError } from "~/.server/errors";
import { isHttps, isScripted } from "~/.server/http/caller";
import { textsOf } from "~/.server/http/form-action";
import { readForm } from "~/.server/http/parse-form";
import { errorWords, respond, type ErrorWords } from "~/.server/http/respond";
import { themeCookie } from "~/.server/http/theme-cookie";
import { themeForm } from "~/domain/forms";
import { generationKinds } from "~/domain/generation";
import { draftPath, typedIn } from "./studio-tab.server";

export async function loader() {
  return await respond(async () => {
    throw new AppError("method_not_allowed");
  });
}

/**
 * Remembers the look for this browser and goes back to the page: to the studio with what was typed there, which comes
 * along.
 */
export async function action({ request, context, url }: Route.ActionArgs) {
  return await respond(async () => {
    const form = await readForm(request);
    const submission = parseWithZod(form, { schema: themeForm });
    if (submission.status !== "success") throw new AppError("invalid_input");
    const { theme, next } = submission.value;
    const headers = { "set-cookie": themeCookie(theme, isHttps(context)) };
    if (isScripted(request)) return data(null, { headers });
    const kind = generationKinds.find((each) => each === url.searchParams.get("kind"));
    if (!kind) return redirect(safeNext(next), { headers });
    return redirect(await orKept(form, draftPath(kind, typedIn(form), context, request)), {
      headers,
    });
  });
}

/** What cannot be kept now is shown, and can be sent again. */
async function orKept(form: FormData, path: Promise<string>): Promise<string> {
  try {
    return await path;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const words = { ...errorWords(error), kept: textsOf(form) };
    throw data<ErrorWords>(words, { status: error.status });
  }
}

/** A page only where its error is shown. */
export default function ThemePage() {
  return null;
}
