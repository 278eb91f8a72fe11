import { randomBytes } from "node:crypto";
import type { Accounts } from "../account/port";

type Deps = { accounts: Pick<Accounts, "saveDraft" | "readDraft"> };

/** Keeps up to 1,600 ids for an hour, which are too many for a cookie. Resolves to the token that finds them. */
export async function keepIds({ accounts }: Deps, ids: readonly string[]): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await accounts.saveDraft(token, { mediaIds: ids.join(",") });
  return token;
}

/** The ids of a token; none when their hour is over. */
export async function readKeptIds({ accounts }: Deps, token: string): Promise<string[]> {
  const fields = await accounts.readDraft(token);
  return (fields?.["mediaIds"] ?? "").split(",").filter((id) => id !== "");
}
