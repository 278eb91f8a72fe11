import { z } from "zod";
import type { Route } from "./+types/export";
import { accountAction } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { refuseReading } from "~/.server/http/respond-plain";
import { zipResponse } from "~/.server/http/zip-response";
import { exportEverything } from "~/.server/use-cases/zip/export-everything";

export const loader = refuseReading;

/** Everything that the person has, as one zip. Errors: those of `exportEverything`. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  const page = new URL("/account/data", url);
  return await accountAction({ request, context, url: page }, z.object({}), async (_form, viewer) =>
    zipResponse("easel-everything", await exportEverything(container, viewer), container.now()),
  );
}
