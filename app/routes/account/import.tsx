import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/import";
import { AppError } from "~/.server/errors";
import { accountAction, checkFormAccount, respondKeepingForm } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { readFileForm } from "~/.server/http/file-form";
import { refuse } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { errorHeaders, errorWords } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer, respondOrSignIn } from "~/.server/http/session";
import { receiveImport } from "~/.server/use-cases/bring-in/receive-import";
import { ImportScreen } from "~/components/account/import-screen";
import { importing as words } from "~/components/account/takeout-words";
import { useAnswer } from "~/components/layout/use-answer";
import { isImportRunning, zipField } from "~/domain/takeout-words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** Where a page without scripts looks again. Not beside a form: that would forget the zip that was chosen. */
const lookAgainSeconds = 5;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { imports, env } = context.get(containerContext);
  const { account, lastImport, hasBooks } = await respondOrSignIn(url, () => imports.page(viewer));
  if (!account) redirectToSignIn(url);
  return {
    account,
    lastImport,
    hasBooks,
    maxGigabytes: env.importMaxBytes / 1e9,
    refreshSeconds: lastImport && isImportRunning(lastImport) ? lookAgainSeconds : null,
  };
}

const stopForm = z.object({ importId: z.uuid() });

/** Takes a zip in (`multipart/form-data`), or stops the import that is going on. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  if (/^multipart\//i.test(request.headers.get("content-type") ?? ""))
    return await takeZip({ request, context, url });
  return await accountAction({ request, context, url }, stopForm, async ({ importId }, viewer) => {
    await container.imports.cancel(viewer, importId);
    return redirect(url.pathname, 303);
  });
}

type TakeArgs = Pick<Route.ActionArgs, "request" | "context" | "url">;

async function takeZip({ request, context, url }: TakeArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const coming = receiveImport(container, viewer);
  try {
    await coming.begin();
    const sent = await readZip(request, coming, container.env.importMaxBytes);
    try {
      if (sent.refused) throw sent.refused;
      await respondKeepingForm(sent.form, async () => checkFormAccount(sent.form, viewer));
      await finish(sent.files.get(zipField), coming, container.env.importMaxBytes);
    } finally {
      await sent.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refused(error, url);
  } finally {
    await coming.close();
  }
  void container.goOnImporting();
  throw redirect(url.pathname, 303);
}

type Coming = ReturnType<typeof receiveImport>;

const readZip = (request: Request, coming: Coming, maxBytes: number) =>
  readFileForm(request, {
    fields: [zipField],
    maxBytes,
    admission: { begin: coming.begin, admit: coming.begin, arrive: async () => undefined },
    patience: { wholeMs: 5_000, pieceMs: 5_000 },
    async spool(pieces, wasCut) {
      const sizeBytes = await coming.take(pieces);
      const read = () => Promise.reject(new TypeError("A zip is read from the store"));
      return { sizeBytes, isTooLarge: wasCut(), read, close: async () => undefined };
    },
  });

async function finish(
  file: { sizeBytes: number; isTooLarge: boolean } | undefined,
  coming: Coming,
  maxBytes: number,
): Promise<void> {
  const refuseZip = (said: string, code: "invalid_input" | "too_large"): never => {
    throw new AppError(code, { fields: { [zipField]: [said] } });
  };
  if (!file || file.sizeBytes === 0) return refuseZip(words.choose, "invalid_input");
  if (file.isTooLarge) return refuseZip(words.tooLarge(maxBytes / 1e9), "too_large");
  await coming.finish(file.sizeBytes);
}

function refused(error: AppError, url: URL) {
  if (error.code === "signed_out") redirectToSignIn(url);
  const problem = errorWords(error);
  const headers = errorHeaders(error);
  const [said] = error.fields[zipField] ?? [];
  const result = { status: "error" as const, error: { [zipField]: [said ?? problem.title] } };
  return refuse(said ? { result } : { result: {}, problem }, error.status, headers);
}

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
  return <ImportScreen {...loaderData} refusal={useAnswer(actionData)} />;
}
