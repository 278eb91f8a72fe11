import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { Secret, TOTP } from "otpauth";
import { renderUnicode } from "uqr";
import { hashPassword, makePassword } from "../app/.server/admin/admin-password.ts";
import { keepAdminPasswordHash, loadSecrets } from "../app/.server/embedded/secrets.ts";
import { StartError } from "../app/.server/embedded/start-error.ts";

// Sets the password of the admin pages. Without more it makes one; with --stdin it takes the one that comes in there.
// The built-in database keeps its hash, and running processes go by it from then on. With a Supabase project, or a
// password in the environment, it prints the line for the environment instead.
// With --second-factor: the key of one-time codes.

const { SUPABASE_URL, ADMIN_PASSWORD, ADMIN_PASSWORD_HASH, DATA_DIR } = process.env;
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function setPassword(): Promise<void> {
  const given = process.argv.includes("--stdin");
  const password = given ? (await text(process.stdin)).replace(/\r?\n$/, "") : makePassword();
  if (password.length < 12 || password.length > 128)
    throw new StartError("An admin password has 12 to 128 characters.");
  const hash = await hashPassword(password);
  if (!given) say(`Admin password, shown this once: ${password}`);
  if (SUPABASE_URL || ADMIN_PASSWORD || ADMIN_PASSWORD_HASH) {
    say("Put this into the environment (.env), in place of what it has, and restart Easel:");
    return say(`ADMIN_PASSWORD_HASH=${hash}`);
  }
  const dataDir = resolve(DATA_DIR ?? ".data");
  await loadSecrets(dataDir, say);
  await keepAdminPasswordHash(dataDir, hash);
  say(
    `It opens /admin-control from now on. ${dataDir} keeps its hash. Whoever was signed in there is signed out.`,
  );
}

function makeSecondFactor(): void {
  const secret = new Secret({ size: 20 });
  const uri = new TOTP({ issuer: "Easel", label: "admin", secret }).toString();
  say(renderUnicode(uri));
  say(`Scan this with an authenticator app, or type its key: ${secret.base32}`);
  say("Put this into the environment (.env), and restart Easel:");
  say(`ADMIN_TOTP_SECRET=${secret.base32}`);
}

try {
  if (process.argv.includes("--second-factor")) makeSecondFactor();
  else await setPassword();
} catch (cause) {
  if (!(cause instanceof StartError)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}
