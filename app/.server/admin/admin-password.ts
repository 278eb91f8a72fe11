import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP's for scrypt. */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const maxmem = 160 * 1024 * 1024;
const keyBytes = 32;
const written = /^scrypt:(\d{4,7}):(\d{1,2}):(\d{1,2}):([\w-]{22,}):([\w-]{43})$/;

/** `scrypt:N:r:p:salt:hash`: no sign in it means anything to a shell or an .env file. Takes a third of a second. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  const parts = ["scrypt", cost.N, cost.r, cost.p, text(salt), text(key)];
  return parts.join(":");
}

/** True when this hash was made of that password. False for what is no hash. */
export async function matchesHash(password: string, hash: string): Promise<boolean> {
  const [, n, r, p, salt = "", wanted = ""] = written.exec(hash) ?? [];
  if (!wanted) return false;
  const found = await derive(password, Buffer.from(salt, "base64url"), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(found, Buffer.from(wanted, "base64url"));
}

/** As people can type it from a screen: 100 bits. */
export function makePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const drawn = Array.from(randomBytes(80)).filter((byte) => byte < letters.length * 8);
  const word = drawn.slice(0, 20).map((byte) => letters[byte % letters.length]);
  return word.join("").replaceAll(/(.{5})(?=.)/g, "$1-");
}

const text = (bytes: Buffer): string => bytes.toString("base64url");

/** One at a time: each takes 128 MiB. */
let turn: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer, options: typeof cost): Promise<Buffer> {
  const work = () =>
    new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize("NFKC"), salt, keyBytes, { ...options, maxmem }, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined);
  return mine;
}
