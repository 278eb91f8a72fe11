import type { RouterContextProvider } from "react-router";
import { fieldErrors, maskAreaForm } from "~/domain/forms";
import { fileFieldOf, slotFields } from "~/domain/picture-slots";
import { maskAreaFields, maskField, maxUploadBytes, uploadField } from "~/domain/uploads";
import type { UploadView } from "~/domain/views";
import { AppError } from "~/.server/errors";
import { checkFormAccount } from "~/.server/http/account-action";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { readFileForm } from "~/.server/http/file-form";
import type { FileForm } from "~/.server/http/form-parts";
import { currentViewer } from "~/.server/http/session";
import { keepVisitor } from "~/.server/http/visitor-cookie";
import { keepUpload, type GivenFile } from "~/.server/use-cases/keep-upload";
import { openUploadPass, type UploadPass } from "~/.server/use-cases/open-upload-pass";

type Context = Readonly<RouterContextProvider>;

/** The pass of whoever sends the request. Asks nobody before it is used. */
export function uploadPassOf(context: Context, request: Request): UploadPass {
  let opened: UploadPass | null = null;
  const open = async () => {
    const viewer = await currentViewer(context);
    const { address } = deviceOf(request, context);
    return (opened ??= openUploadPass(context.get(containerContext), { viewer, address }));
  };
  return {
    begin: async () => (await open()).begin(),
    admit: async () => (await open()).admit(),
    arrive: async () => (await open()).arrive(),
    end: () => opened?.end(),
  };
}

/** Reads a form of the studio, with the pictures and the mask that it may bring. */
export function readStudioForm(request: Request, admission: UploadPass): Promise<FileForm> {
  const fields = [uploadField, maskField, ...slotFields.map(fileFieldOf)];
  return readFileForm(request, { fields, maxBytes: maxUploadBytes, admission });
}

/** A file that came with a form, and the field that names it once it is kept. */
export interface ComeFile {
  file: GivenFile;
  role: "picture" | "mask";
  field: "sourceMediaId" | "maskId" | (typeof slotFields)[number];
}

/**
 * The files that came with a form. An area in numbers is a mask that is drawn here, and needs a pass like a file.
 * Error: invalid_input.
 */
export function filesOf(
  context: Context,
  { form, files }: FileForm,
  pass: Pick<UploadPass, "admit" | "arrive">,
): ComeFile[] {
  const picture = files.get(uploadField);
  const mask = files.get(maskField) ?? drawnMask(context, form, pass);
  return [
    ...(picture ? [{ file: picture, role: "picture", field: "sourceMediaId" } as const] : []),
    ...(mask ? [{ file: mask, role: "mask", field: "maskId" } as const] : []),
    ...slotFields.flatMap((field) => {
      const file = files.get(fileFieldOf(field));
      return file ? ({ file, role: "picture", field } as const) : [];
    }),
  ];
}

function drawnMask(
  context: Context,
  form: FormData,
  pass: Pick<UploadPass, "admit" | "arrive">,
): GivenFile | null {
  const texts = maskAreaFields.map((name) => [name, String(form.get(name) ?? "").trim()] as const);
  if (texts.every(([, text]) => text === "")) return null;
  const read = maskAreaForm.safeParse(Object.fromEntries(texts));
  if (!read.success) {
    const [words = []] = Object.values(fieldErrors(read.error) ?? {});
    throw new AppError("invalid_input", { cause: read.error, fields: { maskId: words } });
  }
  const { vault } = context.get(containerContext);
  return {
    sizeBytes: 1,
    isTooLarge: false,
    async read() {
      await pass.admit();
      await pass.arrive();
      return await vault.drawMask(read.data);
    },
  };
}

interface Keeper {
  keep(come: ComeFile): Promise<UploadView>;
  /** What a visitor's browser is to keep; null for people with an account. */
  cookie: string | null;
}

/**
 * Keeps files for the person whom the form names, else for the visitor. Errors: those of `keepUpload`, at the field
 * that names the file; other_account; signed_out, also when that person's session has ended.
 */
export async function openKeeper(
  context: Context,
  request: Request,
  form: FormData,
): Promise<Keeper> {
  const viewer = checkFormAccount(form, await currentViewer(context));
  // Somebody's whose session has ended: a visitor's would be claimed by whoever signs in here next.
  if (!viewer && form.get("account")) throw new AppError("signed_out");
  const visitor = keepVisitor(request, isHttps(context));
  const owner = viewer ? { viewer } : { visitorHash: visitor.visitorHash };
  const container = context.get(containerContext);
  return {
    keep: (come) => keepUpload(container, owner, come),
    cookie: viewer ? null : visitor.cookie,
  };
}

/** Afterwards the form names what was kept, in place of the file or the numbers. */
export function nameKept(form: FormData, { field, role }: ComeFile, { id }: UploadView): void {
  form.set(field, id);
  // What is marked belongs to the picture that it was marked on.
  if (field === "sourceMediaId") form.delete("maskId");
  if (role === "mask") for (const name of maskAreaFields) form.delete(name);
}
