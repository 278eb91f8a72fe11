import { createHash } from "node:crypto";
import { AiError } from "~/.server/ai/port";

export interface PooledToken {
  /** Made from the token, the same in every process; the token cannot be read out of it. */
  id: string;
  secret: string;
}

/** Several tokens of one provider, shared by everything that this process has in hand there. */
export interface TokenPool {
  /**
   * The token with the least work in hand, of those the least recently used one; `work` counts as in hand from now on.
   * `subject` is what it is wanted for, such as a model: some refusals concern that alone. Throws AiError when every
   * token rests or is in `tried`, as the first of them to come back was refused.
   */
  acquire(work: string, subject: string, tried?: ReadonlySet<string>): PooledToken;
  /** `work` goes on with that token. Work not heard of for five minutes counts as over. */
  touch(work: string, tokenId: string): void;
  /** `work` is over. */
  release(work: string): void;
  /**
   * Lets a refused token rest, and says whether it does: after 429 as long as asked or a minute; without credit three
   * hours, or until the month ends in UTC if that is sooner, because included credit returns with the new month, bought
   * credit at any time, and a refused try costs nothing; after 401 or 403 an hour, because only a person can mend that.
   * With a `subject`, the token rests for that alone.
   */
  coolDown(tokenId: string, refusal: AiError, subject: string | null): boolean;
  /** Null when it is not among the tokens of this process. */
  find(tokenId: string): PooledToken | null;
}

interface Cooldown {
  untilMs: number;
  refusal: AiError;
}

interface Member extends PooledToken {
  /** Work in hand, and when it was last heard of. */
  work: Map<string, number>;
  lastUse: number;
  /** By subject; under `everything` for all of them. */
  cooldowns: Map<string, Cooldown>;
}

const everything = "";
const workExpiryMs = 5 * 60_000;
const rateLimitedSeconds = 60;
const refusedSeconds = 3600;
const noCreditSeconds = 3 * 3600;

/** A pool in this process's memory. `now` is in milliseconds since 1970. */
export function createTokenPool(
  secrets: readonly string[],
  now: () => number = Date.now,
): TokenPool {
  const members = [...new Set(secrets)].map(toMember);
  let uses = 0;

  const workOf = (member: Member): number => {
    for (const [work, touchedAt] of member.work)
      if (now() - touchedAt > workExpiryMs) member.work.delete(work);
    return member.work.size;
  };

  return {
    acquire(work, subject, tried = new Set()) {
      const isReady = (member: Member) =>
        !tried.has(member.id) && (cooldownOf(member, subject)?.untilMs ?? 0) <= now();
      const [next] = members
        .filter(isReady)
        .toSorted((a, b) => workOf(a) - workOf(b) || a.lastUse - b.lastUse);
      if (!next) throw allCoolingDown(members, subject, now());
      next.work.set(work, now());
      next.lastUse = uses += 1;
      return { id: next.id, secret: next.secret };
    },
    touch(work, tokenId) {
      members.find(({ id }) => id === tokenId)?.work.set(work, now());
    },
    release(work) {
      for (const member of members) member.work.delete(work);
    },
    coolDown(tokenId, refusal, subject) {
      const seconds = cooldownSecondsAfter(refusal, now());
      const member = members.find(({ id }) => id === tokenId);
      if (seconds === null || !member) return false;
      member.cooldowns.set(subject ?? everything, { untilMs: now() + seconds * 1000, refusal });
      return true;
    },
    find(tokenId) {
      const member = members.find(({ id }) => id === tokenId);
      return member ? { id: member.id, secret: member.secret } : null;
    },
  };
}

function toMember(secret: string): Member {
  const id = createHash("sha256").update(secret).digest("hex").slice(0, 12);
  return { id, secret, work: new Map(), lastUse: 0, cooldowns: new Map() };
}

/** Null when the refusal says nothing about the token. */
function cooldownSecondsAfter(refusal: AiError, nowMs: number): number | null {
  if (refusal.mayHaveCharged) return null;
  if (refusal.code === "rate_limited")
    return Math.max(1, refusal.retryAfterSeconds ?? rateLimitedSeconds);
  if (refusal.code === "provider_auth") return refusedSeconds;
  if (refusal.code !== "provider_credit") return null;
  const today = new Date(nowMs);
  const nextMonthMs = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1);
  return Math.min(noCreditSeconds, (nextMonthMs - nowMs) / 1000);
}

/** The longer one of the rests that concern the subject. */
function cooldownOf({ cooldowns }: Member, subject: string): Cooldown | undefined {
  const [whole, one] = [cooldowns.get(everything), cooldowns.get(subject)];
  return (whole?.untilMs ?? 0) > (one?.untilMs ?? 0) ? whole : (one ?? whole);
}

function allCoolingDown(members: readonly Member[], subject: string, nowMs: number): AiError {
  const [first] = members
    .flatMap((member) => cooldownOf(member, subject) ?? [])
    .toSorted((a, b) => a.untilMs - b.untilMs);
  if (!first) return new AiError("provider_auth", { detail: "there is no token" });
  return new AiError(first.refusal.code, {
    detail: `every token rests; the first one since ${first.refusal.message}`,
    retryAfterSeconds: Math.max(1, Math.ceil((first.untilMs - nowMs) / 1000)),
    cause: first.refusal,
  });
}
