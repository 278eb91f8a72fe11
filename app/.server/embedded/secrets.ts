import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { link, lstat, open, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { errorCode, StartError, toStartError } from "./start-error.ts";

const secretsSchema = z.strictObject({
  version: z.literal(1),
  /** Names the database cluster, so that a new DATA_DIR at an old path never meets an old cluster. */
  clusterId: z.string().regex(/^[0-9a-f]{16}$/),
  jwtSecret: z.string().min(43),
  publishableKey: z.string().regex(/^sb_publishable_[\w-]{22,}$/),
  secretKey: z.string().regex(/^sb_secret_[\w-]{32,}$/),
  databasePassword: z.string().min(32),
  /** Null: nobody has been shown a password of the admin pages yet. */
  adminPasswordHash: z.string().min(60).nullable(),
  cronSecret: z.string().min(32),
});

/** What the embedded backend needs to be kept secret. Lives in DATA_DIR/secrets.json, mode 0600, made once. */
export type Secrets = Readonly<z.infer<typeof secretsSchema>>;

/** The database cluster's folder inside DATA_DIR. Secrets are always made before it. */
export const clusterFolder = "pg17";

/** Inside DATA_DIR. */
export const secretsFile = "secrets.json";

/** The name of a new cluster. */
export const newClusterId = (): string => randomBytes(8).toString("hex");

const token = (bytes: number): string => randomBytes(bytes).toString("base64url");

function makeSecrets(): Secrets {
  return {
    version: 1,
    clusterId: newClusterId(),
    jwtSecret: token(48),
    publishableKey: `sb_publishable_${token(24)}`,
    secretKey: `sb_secret_${token(32)}`,
    databasePassword: token(32),
    adminPasswordHash: null,
    cronSecret: token(32),
  };
}

/**
 * Makes DATA_DIR when it is missing: closed to others, except that as root other users may pass through to folders of
 * their own. It appears as it will stay, whatever the process's umask, since where the database goes depends on who may
 * pass.
 */
export function makeDataDir(dataDir: string): void {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  const umask = process.umask(0);
  try {
    // Throws where it is no folder.
    mkdirSync(dataDir, { recursive: true, mode });
  } catch (cause) {
    throw toStartError(cause, `make the data folder ${dataDir}`);
  } finally {
    process.umask(umask);
  }
}

/** Reads DATA_DIR/secrets.json; null when there is none. Throws StartError when it is damaged or open to others. */
export async function readSecrets(dataDir: string): Promise<Secrets | null> {
  const file = join(dataDir, secretsFile);
  let text: string;
  try {
    const { mode } = await lstat(file);
    const openBits = process.platform === "win32" ? 0 : mode & 0o077;
    if (openBits !== 0) {
      const shown = (mode & 0o777).toString(8);
      throw new StartError(
        `${file} is open to other users (mode ${shown}): run "chmod 600 ${file}" and start again.`,
      );
    }
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (errorCode(cause) === "ENOENT") return null;
    throw toStartError(cause, `read ${file}`);
  }
  const parsed = parseSecrets(text);
  if (parsed) return parsed;
  throw new StartError(
    `${file} is damaged: put back a good copy of it, or run "pnpm db:reset" to start with empty data.`,
  );
}

/** What such a file says; null where it is damaged. Pure. */
export function parseSecrets(text: string): Secrets | null {
  return secretsSchema.safeParse(parseJson(text)).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Writes DATA_DIR/secrets.json whole and links it into place; false when another process was first. */
export async function keepSecrets(dataDir: string, secrets: Secrets): Promise<boolean> {
  return await writeSecrets(dataDir, secrets, link);
}

/** The password of the admin pages is another one from now on, in running processes too. Throws StartError. */
export async function keepAdminPasswordHash(dataDir: string, hash: string): Promise<void> {
  const secrets = await readSecrets(dataDir);
  if (!secrets) throw new StartError(`There is no ${join(dataDir, secretsFile)} yet.`);
  await writeSecrets(dataDir, { ...secrets, adminPasswordHash: hash }, rename);
}

async function writeSecrets(
  dataDir: string,
  secrets: Secrets,
  place: (draft: string, file: string) => Promise<void>,
): Promise<boolean> {
  const file = join(dataDir, secretsFile);
  const draft = `${file}.${token(6)}`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(draft, file);
    return true;
  } catch (cause) {
    if (errorCode(cause) === "EEXIST") return false;
    throw toStartError(cause, `write ${file}`);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** Reads DATA_DIR/secrets.json, or makes it once and says where it is. Throws StartError. */
export async function loadSecrets(
  dataDir: string,
  log: (message: string) => void,
): Promise<Secrets> {
  const file = join(dataDir, secretsFile);
  const present = await readSecrets(dataDir);
  if (present !== null) return present;
  if (existsSync(join(dataDir, clusterFolder))) {
    throw new StartError(
      `${file} is missing although ${dataDir} holds a database: put it back, or run "pnpm db:reset" to start with empty data.`,
    );
  }
  makeDataDir(dataDir);
  const made = makeSecrets();
  if (await keepSecrets(dataDir, made)) {
    log(`Secrets were made. They are kept in ${file}.`);
    return made;
  }
  const theirs = await readSecrets(dataDir);
  if (theirs === null)
    throw new StartError(`${file} was removed while Easel was starting: start again.`);
  return theirs;
}
