import { z } from "zod";
import type { Route } from "./+types/gallery-zip";
import { accountAction } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { refuseReading } from "~/.server/http/respond-plain";
import { zipResponse } from "~/.server/http/zip-response";
import { zipMedia } from "~/.server/use-cases/zip/zip-media";
import { choiceFields, mostZipped } from "~/domain/choosing";
import { readChoice } from "./chosen-media.server";

export const loader = refuseReading;

/** The chosen files as one zip. No id stands in an address; for all that match, the filter does. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  const gallery = new URL(`/gallery${url.search}`, url);
  return await accountAction(
    { request, context, url: gallery },
    z.object(choiceFields),
    async (choice, viewer) => {
      const { mediaIds, hasMore } = await readChoice(container, viewer, choice, url, mostZipped);
      const body = await zipMedia(container, viewer, mediaIds, hasMore);
      return zipResponse("easel", body, container.now());
    },
    { repeatedFields: ["mediaId"] },
  );
}
