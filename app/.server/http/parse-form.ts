import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import { isStorable } from "~/domain/text";
import { AppError } from "../errors";
import { createFieldCounter, maxFields } from "./field-counter";

export interface FormLimits {
  /** Names of the fields that may come more than once. Default: none. */
  repeatedFields?: readonly string[];
}

/** Of one field. */
export const maxTextLength = 100_000;

/**
 * Reads the request's form and checks it against `schema`. Gives conform's submission: `status`, `value`, `reply()`.
 * The body's size is capped by the server before. Side effect: consumes the body. Errors: unsupported_media (not a
 * form), too_large (body over the cap), invalid_input (broken body; over 100 fields, which is found before any of it is
 * parsed; a repeated single field, a file, over 100,000 characters in one field, a name with NUL
 * or half characters). What characters a value may have is up to the schema, so that the form comes back with what was
 * typed.
 */
export async function parseForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  limits: FormLimits = {},
) {
  return parseWithZod(await readForm(request, limits), { schema });
}

/**
 * The checked form itself, for actions that choose a schema by a field's value, without the fields that conform would
 * nest. Errors: as `parseForm`.
 */
export async function readForm(request: Request, limits: FormLimits = {}): Promise<FormData> {
  const form = await readBody(request);
  checkFields(form, limits);
  return form;
}

/** Takes the fields out that conform would nest. Error: invalid_input, as `parseForm` says. */
export function checkFields(form: FormData, { repeatedFields = [] }: FormLimits = {}): void {
  const entries = [...form];
  refuse(entries.length > maxFields);
  for (const [name, value] of entries) {
    refuse(!isCleanText(name) || isReservedName(name));
    refuse(form.getAll(name).length > 1 && !repeatedFields.includes(name));
    refuse(typeof value !== "string" || value.length > maxTextLength);
    if (isNestedName(name)) form.delete(name);
  }
}

async function readBody(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  const isWithinLimit = createFieldCounter(type);
  if (!isWithinLimit) throw new AppError("unsupported_media");
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request.body ?? []) {
      refuse(!isWithinLimit(chunk));
      chunks.push(chunk);
    }
    const headers = { "content-type": type };
    const whole = new Response(Buffer.concat(chunks), { headers });
    return await whole.formData();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("invalid_input", { cause });
  }
}

function refuse(isBad: boolean): void {
  if (isBad) throw new AppError("invalid_input");
}

function isCleanText(text: string): boolean {
  return text.length <= maxTextLength && isStorable(text);
}

/** Conform builds objects from dotted names, and obeys two fields of its own, which no form of ours has. */
function isReservedName(name: string): boolean {
  return /(^|[.[\]])(__proto__|constructor|prototype|__intent__|__state__)([.[\]]|$)/.test(name);
}

/**
 * No form of ours has such fields. Conform would make of one short name as many levels, or as long a list, as it says.
 */
function isNestedName(name: string): boolean {
  return /[.[\]]/.test(name);
}
