import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { AppError } from "~/.server/errors";
import type { ClaimedGeneration } from "~/.server/generations/port";
import { fileOf, opening, sessionOf, sessionSettings, type World } from "../sql/world";
import type { Step } from "./choices.ts";
import { type Command, limits, type Observed } from "./model.ts";
import { lookFunction } from "./view.ts";

const seconds = 60;
const asked = { provider: "fal", route: "fal:some-model" };
const model = "painter";
const prompt = "A red house by the sea";

const heldTables = {
  users: "public.users",
  generations: "public.generations",
  jobs: "private.generation_jobs",
  media: "public.media",
  messages: "pgmq.q_generations",
};

/** What the database shows; the rest of it is only compared. */
interface Look {
  people: unknown[];
  line: string[];
  works: unknown[];
}

/** The real thing: runs commands on the database through the app's own adapters, and tells what it then holds. */
export class System {
  readonly world: World;
  readonly claims = new Map<string, ClaimedGeneration>();
  readonly #sessions = new Map<string, string>();

  constructor(world: World) {
    this.world = world;
  }

  async run(command: Command): Promise<Observed> {
    try {
      return { reply: await this.#reply(command) };
    } catch (error) {
      if (error instanceof AppError && error.code !== "unavailable") return { refused: error.code };
      throw error;
    }
  }

  /**
   * Runs commands at the same time. With `held` a transaction keeps those rows locked until each command has come to
   * its end or waits: then all of them go on from where they stand, which is half-way.
   */
  async runTogether(commands: readonly Command[], held: Step["held"]): Promise<Observed[]> {
    if (held === null) return await Promise.all(commands.map((command) => this.run(command)));
    const holder = await this.world.sql.reserve();
    try {
      await holder.unsafe(`begin; select from ${heldTables[held]} for update`);
      let pending = commands.length;
      const running = commands.map((command) => this.run(command).finally(() => (pending -= 1)));
      while (pending > 0 && (await this.#waiting()) < pending);
      await holder`commit`;
      return await Promise.all(running);
    } finally {
      holder.release();
    }
  }

  async #waiting(): Promise<number> {
    const [row] = await this.world.sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.count ?? 0;
  }

  async #reply(command: Command): Promise<unknown> {
    const { store, server } = this.world;
    switch (command.type) {
      case "start":
        return await this.#start(command);
      case "read queue": {
        const messages = await store.readQueue(command.limit, seconds);
        return messages.map(({ generationId }) => generationId);
      }
      case "claim":
        return await this.#claim(command);
      case "sign in":
        return void (await this.#signIn(command.user));
      case "sign out":
        return void (await server.call("revoke_session", sessionOf(this.#viewer(command.user))));
      case "cancel":
        return await store.cancel(this.#viewer(command.user), command.generation);
      case "sweep":
        return await store.sweep(500);
      case "adjust":
        return await server.call("adjust_credits", {
          ...{ p_user_id: command.user, p_delta_credits: command.delta },
          ...{
            p_idempotency_key: command.key,
            p_admin_session: this.world.admin,
            p_reason: "test",
          },
        });
      case "clean up":
        return await this.#cleanUp();
      case "save":
        return await this.#save(command.user, command.mediaIds);
      case "trash":
      case "restore": {
        const args = { ...sessionOf(this.#viewer(command.user)), p_media_ids: command.mediaIds };
        return (await server.call(`${command.type}_media`, args)).toSorted();
      }
      default:
        return "hand" in command ? await this.#work(command) : await this.#disturb(command);
    }
  }

  /** Keeps the files where they lie: how they move is a matter of tests of its own. */
  async #save(userId: string, mediaIds: readonly string[]): Promise<unknown> {
    const files = mediaIds.map((mediaId) => {
      const { path, thumbPath } = fileOf(mediaId);
      return { mediaId, from: path, path, thumbPath };
    });
    const args = { ...sessionOf(this.#viewer(userId)), p_files: files };
    return (await this.world.server.call("save_media", args)).mediaIds.toSorted();
  }

  async #signIn(userId: string): Promise<void> {
    const sessionId = crypto.randomUUID();
    const sessions = createSupabaseSessions(this.world.database, sessionSettings);
    await sessions.open({ userId, sessionId, email: "", accessToken: "" }, opening);
    this.#sessions.set(userId, sessionId);
  }

  /** The person's latest, live or not. */
  #session(userId: string) {
    return { userId, sessionId: this.#sessions.get(userId)! };
  }

  #viewer(userId: string) {
    return { ...this.#session(userId), email: "", accessToken: "" };
  }

  async #start(command: Extract<Command, { type: "start" }>): Promise<unknown> {
    const { user, generation, mediaIds, priceEach, kind, key, hash, source } = command;
    return await this.world.store.start(this.#viewer(user), {
      ...{ generationId: generation, mediaIds, kind, model, prompt },
      ...{
        negativePrompt: "",
        settings: {},
        sourceMediaId: source,
        inputs: [],
        largestSource: null,
      },
      ...{ isPrompted: true, promptReading: null, promptRefusal: null },
      ...{ usualSeconds: 5, workSeconds: 300, waitSeconds: 3600 },
      ...{ priceCreditsEach: priceEach, listCreditsEach: null, quotedCreditsEach: null },
      ...{ idempotencyKey: key, inputHash: hash },
    });
  }

  async #claim(command: Extract<Command, { type: "claim" }>): Promise<unknown> {
    const { messageId, generation: generationId, hand, worker } = command;
    const message = { messageId, generationId, deliveries: 1 };
    const claim = await this.world.store.claim(message, worker, seconds);
    if (claim === null) return null;
    this.claims.set(hand, claim);
    const submitted = claim.submitted === null ? null : { job: claim.submitted.job !== null };
    return { attempt: claim.attempt, submitted };
  }

  async #work(command: Extract<Command, { hand: string }>): Promise<unknown> {
    const { store } = this.world;
    const claim = this.claims.get(command.hand);
    if (claim === undefined) throw new Error(`Nobody holds ${command.hand}`);
    switch (command.type) {
      case "heartbeat":
        return await store.heartbeat(claim, seconds);
      case "record intent":
        return void (await store.recordSubmitIntent(claim, asked));
      case "withdraw intent":
        return await store.withdrawSubmitIntent(claim);
      case "record job":
        return await store.recordProviderJob(claim, asked, { id: 1 }, null);
      case "report progress":
        return await store.reportProgress(claim, command.share);
      case "complete":
        return await store.complete(claim, command.mediaIds.map(fileOf));
      case "fail":
        return await store.fail(claim, command.code, "It did not work.");
      case "release": {
        const { delaySeconds, countsAsAttempt } = command;
        return await store.release(claim, { delaySeconds, countsAsAttempt });
      }
      default:
        throw new Error(`No worker does "${command.type}"`);
    }
  }

  async #cleanUp(): Promise<unknown> {
    const { objects, expiredFiles, removed } = await this.world.cleanUp(100);
    const swept = removed["stuckGenerations"];
    return { paths: objects.map(({ path }) => path).toSorted(), expiredMedia: expiredFiles, swept };
  }

  /** What no function of the app does: time, loss, and an admin's hand. */
  async #disturb(command: Command): Promise<void> {
    const { sql } = this.world;
    if (command.type === "sign up") {
      await sql`insert into auth.users (id, email) values (${command.user}, ${`${command.user}@example.com`})`;
      await this.#signIn(command.user);
    } else if (command.type === "delete account")
      await sql`delete from auth.users where id = ${command.user}`;
    else if (command.type === "suspend")
      await sql`update users set suspended_at = now() where id = ${command.user}`;
    else if (command.type === "unsuspend")
      await sql`update users set suspended_at = null where id = ${command.user}`;
    else if (command.type === "lapse lease")
      await sql`update private.generation_jobs set lease_expires_at = now() - interval '1 second'
        where generation_id = ${command.generation} and lease_expires_at is not null`;
    else if (command.type === "lose worker")
      await sql`update private.generation_jobs set lease_expires_at = now() - interval '1 second'
        where worker = ${command.worker} and lease_expires_at is not null`;
    else if (command.type === "pass deadline")
      await sql`update generations set created_at = created_at - interval '1 hour',
        deadline_at = clock_timestamp() - interval '1 second' where id = ${command.generation}`;
    else if (command.type === "lose message")
      await sql`delete from pgmq.q_generations where message->>'generationId' = ${command.generation}`;
    else if (command.type === "show messages")
      await sql`update pgmq.q_generations set vt = clock_timestamp() - interval '1 second'`;
    else if (command.type === "expire file")
      await sql`update media set expires_at = now() - interval '1 second'
        where id = ${command.file} and expires_at is not null`;
  }

  /** What the database holds, in the words of the model; and which message stands for each generation now. */
  async look(): Promise<{ view: Look; messages: Map<string, number> }> {
    const [row] = await this.world.sql<
      {
        view: {
          people: { id: string; liveSessions: string[] }[];
          line: string[];
          works: { id: string; token: string | null; messageId: number }[];
        };
      }[]
    >`select properties_look() as view`;
    if (row === undefined) throw new Error("The database shows nothing");
    const hands = new Map([...this.claims].map(([hand, { leaseToken }]) => [leaseToken, hand]));
    const works = row.view.works.map(({ token, messageId: _messageId, ...rest }) => ({
      ...rest,
      hand: token === null ? null : (hands.get(token) ?? "unknown"),
    }));
    // Signing in twice at once leaves two sessions, of which the browser keeps the later answer's.
    const people = row.view.people.map(({ liveSessions, ...rest }) => ({
      ...rest,
      isSignedIn: liveSessions.includes(this.#sessions.get(rest.id) ?? ""),
    }));
    return {
      view: { ...row.view, people, works },
      messages: new Map(row.view.works.map(({ id, messageId }) => [id, messageId])),
    };
  }

  /** Throws away everything, guards off, so that the next sequence begins in an empty database. */
  async forget(): Promise<void> {
    this.claims.clear();
    this.#sessions.clear();
    await this.world.sql.unsafe(`
      set local session_replication_role = replica;
      delete from private.blob_deletions; delete from private.provider_orphans;
      delete from private.dead_letters; delete from private.generation_transitions;
      delete from private.generation_jobs; delete from private.fair_queue; delete from public.idempotency_keys;
      delete from public.credit_ledger; delete from public.admin_audit_log; delete from public.media;
      delete from public.generations; delete from public.user_sessions; delete from public.users;
      delete from auth.users;
      delete from private.day_tallies; delete from private.tally_changes; delete from private.active_days;
      delete from private.route_outcomes;
      delete from pgmq.q_generations; delete from pgmq.a_generations`);
  }
}

export async function prepare({ sql }: World): Promise<void> {
  await sql`update app_settings set signup_credits = ${limits.signupCredits},
    max_running_per_user = ${limits.maxRunning}, max_starts_per_minute = ${limits.startsPerMinute},
    max_attempts = ${limits.maxAttempts}`;
  await sql.unsafe(`create or replace function private.max_lost_leases() returns integer
    language sql immutable set search_path = '' as $$ select ${limits.maxDeaths} $$`);
  await sql.unsafe(lookFunction);
}
