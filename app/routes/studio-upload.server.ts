import type { RouterContextProvider } from "react-router";
import { maxUploadBytes, uploadField } from "~/domain/uploads";
import type { UploadView } from "~/domain/views";
import { checkFormAccount } from "~/.server/http/account-action";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { readFileForm, type FileForm } from "~/.server/http/file-form";
import { currentViewer } from "~/.server/http/session";
import { newVisitor, readVisitor } from "~/.server/http/visitor-cookie";
import { keepUpload, type GivenFile } from "~/.server/use-cases/keep-upload";

/** Reads a form of the studio, with the file that it may bring. */
export function readStudioForm(request: Request): Promise<FileForm> {
  return readFileForm(request, { field: uploadField, maxBytes: maxUploadBytes });
}

export interface KeptFile {
  upload: UploadView;
  /** What a visitor's browser is to keep; null for people with an account, and for one that has it already. */
  cookie: string | null;
}

/**
 * Keeps the file that came with a form, for the person whom the form names, else for the visitor. Errors: those of
 * `keepUpload`, at the field that says what something is made from; other_account.
 */
export async function keepFile(
  context: Readonly<RouterContextProvider>,
  request: Request,
  form: FormData,
  file: GivenFile,
): Promise<KeptFile> {
  const viewer = checkFormAccount(form, await currentViewer(context));
  const { address } = deviceOf(request, context);
  const known = readVisitor(request, isHttps(context));
  const visitor = known ? { visitorHash: known, cookie: null } : newVisitor(isHttps(context));
  const owner = viewer ? { viewer } : { visitorHash: visitor.visitorHash };
  const what = { file, role: "picture", field: "sourceMediaId" } as const;
  const upload = await keepUpload(context.get(containerContext), { owner, address }, what);
  return { upload, cookie: viewer ? null : visitor.cookie };
}
