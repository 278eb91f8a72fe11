import { randomBytes } from "node:crypto";
import type { AdminPassword, AdminPlace, AdminSessions } from "../admin/access-port";
import { AppError } from "../errors";

export interface EnterAdminDeps {
  adminPassword: AdminPassword;
  adminSessions: Pick<AdminSessions, "begin" | "refuse" | "open">;
}

export interface EnterAdminInput {
  name: string;
  password: string;
  /** The one-time code; empty where none is asked for. */
  code: string;
}

/** Browsers that several people share keep an id for each of them. */
const maxIds = 8;

/**
 * Lets an admin in: `opened` becomes a live session in place of the one that the browser had. Every try whose password
 * is looked at is a line of the audit log. Gives the ids by which this browser is known from now on. Errors:
 * wrong_credentials (naming the field), not_set_up (there is no password yet), rate_limited, unavailable.
 */
export async function enterAdmin(
  { adminPassword, adminSessions }: EnterAdminDeps,
  { name, password, code }: EnterAdminInput,
  place: AdminPlace,
  sessions: { opened: string; replaced: string | null },
): Promise<readonly string[]> {
  const credential = await adminPassword.read();
  if (!credential) throw new AppError("not_set_up");
  const attempt = await adminSessions.begin(place);
  if (!(await credential.matches(password))) {
    await adminSessions.refuse(name, place, "wrong_password");
    throw refused("password", "That's not the admin password.");
  }
  const codeStep = credential.asksForCode ? credential.stepOf(code) : null;
  const deviceId = attempt.deviceId ?? randomBytes(16).toString("base64url");
  const isIn =
    (codeStep !== null || !credential.asksForCode) &&
    (await adminSessions.open(sessions.opened, {
      ...{ name, place, mark: credential.mark, codeStep, replaced: sessions.replaced },
      attempt: { ...attempt, deviceId },
    }));
  if (!isIn) {
    await adminSessions.refuse(name, place, "wrong_code");
    throw refused("code", "That code isn't right, or it was used already. Wait for the next one.");
  }
  return [deviceId, ...place.deviceIds.filter((other) => other !== deviceId)].slice(0, maxIds);
}

const refused = (field: string, words: string) =>
  new AppError("wrong_credentials", { fields: { [field]: [words] } });
