import type { Route } from "./+types/person";
import { doneIn, redirectDone } from "./done.server";
import { applyRule } from "./rules.server";
import type { Container } from "~/.server/container";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { PersonScreen } from "~/components/admin/person-screen";
import { people as words } from "~/components/admin/people-words";
import { personForm, type PersonForm } from "~/domain/admin/people-forms";
import { pageIn } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [{ title: `${words.pageTitle} · Easel` }];

export const headers = pageHeaders;

const pageSize = 25;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { url, params, context } = args;
  const page = pageIn(url);
  const { people, newId, env } = context.get(containerContext);
  const found = await respond(() => people.read(session, params.userId, page, pageSize));
  const refundId = url.searchParams.get("refund");
  return {
    ...found,
    page,
    refundId,
    keys: { adjust: newId(), refund: newId() },
    handCaps: env.handCaps,
    doneWords: doneIn(url),
  };
}

export async function action(args: Route.ActionArgs) {
  return await adminAction(args, personForm, async (form, { session }) => {
    await act(args.context.get(containerContext), session, args.params.userId, form);
    return redirectDone(args.url, form.intent);
  });
}

/** Does what the form says. Errors: those of `People` and `CreditRules`. */
async function act(
  { people, creditRules }: Pick<Container, "people" | "creditRules">,
  session: string,
  userId: string,
  form: PersonForm,
): Promise<void> {
  const { reason } = form;
  switch (form.intent) {
    case "adjust": {
      const { key } = form;
      const isConfirmed = form.confirmed === form.credits;
      const credits = form.direction === "give" ? form.credits : -form.credits;
      return await people.adjust(session, userId, { credits, reason, key, isConfirmed });
    }
    case "refund": {
      const { credits, key, confirmed } = form;
      const isConfirmed = confirmed === credits;
      return await people.refund(session, form.generationId, { credits, reason, key, isConfirmed });
    }
    case "suspend":
      return await people.suspend(session, userId, form.message, reason);
    case "lift":
      return await people.liftSuspension(session, userId, reason);
    case "sign-out":
      return await people.signOut(session, userId, reason);
    case "codes-off":
      return await people.removeSecondFactor(session, userId, reason);
    case "delete":
      return await people.delete(session, userId, reason);
    default:
      return await applyRule(creditRules, session, userId, form);
  }
}

export default function Person({ loaderData, actionData }: Route.ComponentProps) {
  return <PersonScreen {...loaderData} pageSize={pageSize} refusal={actionData} />;
}
