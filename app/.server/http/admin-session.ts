import { createContext, data, redirect } from "react-router";
import type { MiddlewareFunction } from "react-router";
import type { z } from "zod";
import { AppError } from "../errors";
import type { ActionArgs } from "./account-action";
import { readAdminSession } from "./admin-cookie";
import { isHttps } from "./caller";
import { containerContext } from "./context";
import { answerForm, textsOf, type RefuseFields } from "./form-action";
import { readForm, type FormLimits } from "./parse-form";
import { errorWords, respond, type ErrorWords } from "./respond";

/** Whoever is in the admin pages. */
export interface Admin {
  /** Stands in every line of the audit log. */
  name: string;
  /** What every admin function of the database takes as `p_admin_session`. */
  session: string;
}

const adminContext = createContext<Promise<Admin | null> | null>(null);

/** The live admin, or null: asked once for each request. Error: unavailable. */
export async function findAdmin({ request, context }: ActionArgs): Promise<Admin | null> {
  const asked = context.get(adminContext) ?? lookUp({ request, context });
  context.set(adminContext, asked);
  return await asked;
}

async function lookUp({ request, context }: Omit<ActionArgs, "url">): Promise<Admin | null> {
  const session = readAdminSession(request, isHttps(context));
  if (session === null) return null;
  const { adminPassword, adminSessions } = context.get(containerContext);
  const mark = (await adminPassword.read())?.mark ?? null;
  if (mark === null) return null;
  const name = await adminSessions.nameOf(session, mark);
  return name === null ? null : { name, session };
}

/**
 * The live admin, for loaders and actions: checked on the server, whoever called before. Everyone else is sent to the
 * way in and comes back to `url`; a form comes back whole, to be sent again after that.
 */
export async function requireAdmin(args: ActionArgs): Promise<Admin> {
  return (await respond(() => findAdmin(args))) ?? (await refuseStranger(args));
}

async function refuseStranger({ request, url }: ActionArgs): Promise<never> {
  if (request.method !== "POST")
    throw redirect(`/admin-control?${new URLSearchParams({ next: url.pathname + url.search })}`);
  throwSignedOut(await respond(() => readForm(request)));
}

function throwSignedOut(form: FormData): never {
  const words = errorWords(new AppError("admin_signed_out"));
  throw data<ErrorWords>({ ...words, kept: textsOf(form) }, { status: words.status });
}

/** Stands before every page of the admin shell, so that none is open that forgot to ask. */
export const adminMiddleware: MiddlewareFunction<Response> = async (
  { request, context, url },
  next,
) => {
  await requireAdmin({ request, context, url });
  return await next();
};

/**
 * `formAction` for what an admin does. The form comes from one of our own pages (`origin-guard.ts` has refused all
 * others), the admin is live, and `schema` asks for the reason. Refused fields and expected failures come back as a
 * Refusal with what was typed; an admin who has been signed out meanwhile gets the form back on the error page.
 */
export async function adminAction<Schema extends z.ZodType, Result>(
  args: ActionArgs,
  schema: Schema,
  work: (form: z.infer<Schema>, admin: Admin, refuseFields: RefuseFields) => Promise<Result>,
  limits: FormLimits = {},
) {
  const form = await respond(() => readForm(args.request, limits));
  return await answerAdminForm(args, form, schema, work);
}

/** The same for a form that has been read. */
export async function answerAdminForm<Schema extends z.ZodType, Result>(
  args: ActionArgs,
  form: FormData,
  schema: Schema,
  work: (form: z.infer<Schema>, admin: Admin, refuseFields: RefuseFields) => Promise<Result>,
) {
  const admin = (await respond(() => findAdmin(args))) ?? throwSignedOut(form);
  const { accounts } = args.context.get(containerContext);
  return await answerForm(args.request, form, schema, async (checked, refuseFields) => {
    try {
      await accounts.takeRateLimit("admin", admin.session);
      return await work(checked, admin, refuseFields);
    } catch (error) {
      if (error instanceof AppError && error.code === "signed_out") throwSignedOut(form);
      throw error;
    }
  });
}
