import type { Route } from "./+types/codes-csv";
import { requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { csvFile } from "~/.server/http/csv-file";
import { respondPlain } from "~/.server/http/respond-plain";
import { codes as words } from "~/components/admin/people-words";

/** The codes of a batch as a file, as often as an admin asks for it. Errors: not_found, rate_limited, unavailable. */
export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { context, params } = args;
  return await respondPlain(context, async () => {
    const { accounts, giftCodes } = context.get(containerContext);
    await accounts.takeRateLimit("admin-export", session);
    const { batch, codes } = await giftCodes.codesOf(session, params.batchId);
    const lastDay = batch.expiresAt?.slice(0, 10) ?? null;
    return csvFile(
      `gift-codes-${batch.label}`,
      words.csv,
      codes.map(({ code, uses }) => [
        ...[code ?? words.lost, batch.credits, uses, batch.maxUses, lastDay],
      ]),
    );
  });
}
