import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type postgres from "postgres";
import type { SessionOpening } from "~/.server/auth/port";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createSupabaseGenerationStore } from "~/.server/generations/supabase-generation-store";
import { createDatabase, type Caller, type Database } from "~/.server/db/clients";
import type { Result } from "~/.server/db/functions";
import type {
  ClaimedGeneration,
  FinishedMedia,
  GenerationStore,
  StartGeneration,
} from "~/.server/generations/port";
import type { Violation } from "~/.server/admin/port";
import type { Viewer } from "~/domain/viewer";
import { startTestBackend, type TestBackend } from "../backend";
import { violationsIn } from "./violations";

export interface World extends TestBackend {
  database: Database;
  /** SQL functions with the server's rights. */
  server: Caller;
  /** What a function answers, as it comes; asks as the viewer, else as the server. */
  ask(name: string, args: object, viewer?: Viewer): Promise<{ status: number; body: unknown }>;
  store: GenerationStore;
  /** A live session of an admin by the name of Grace, as admin functions take it. */
  admin: string;
  /** Makes a person with a session, with another balance than the first grant where one is given. */
  person(credits?: number): Promise<Viewer>;
  /** The same person with a good token of another session, which the database has never heard of. */
  elsewhere(viewer: Viewer): Promise<Viewer>;
  /** Starts a generation with the usual input, and returns its id. */
  start(viewer: Viewer, changes?: Partial<StartGeneration>): Promise<string>;
  /** Starts a generation and claims it, as a worker does that reads the queue. */
  startAndClaim(viewer: Viewer, changes?: Partial<StartGeneration>): Promise<ClaimedGeneration>;
  /** Takes a generation all the way to its files. Returns their ids. */
  make(viewer: Viewer, changes?: Partial<StartGeneration>): Promise<readonly string[]>;
  /** One step of a clean-up, which begins with the first and does not end. */
  cleanUp(limit: number): Promise<Result<"clean_up">>;
  balance(viewer: Viewer): Promise<number>;
  status(generationId: string): Promise<string | undefined>;
  violations(): Promise<Violation[]>;
}

/** What the environment sets for sessions. */
export const sessionSettings = {
  sessionLife: { idleDays: 30, maxDays: 90 },
  signupCredits: 10_000,
  signupGrants: { aDay: 100_000, anAddress: 100_000 },
  isSingleVisitor: () => true,
  isThrowawayEmail: async () => false,
};

/** How a session of these tests is opened. */
export const opening: SessionOpening = {
  by: "password",
  device: { agent: "A browser", address: "192.0.2.0/24" },
  replaces: null,
  passwordMark: null,
  shownCode: false,
};

/** Who acts, as functions are told that act for a person. */
export const sessionOf = ({ userId, sessionId }: Viewer) => ({
  p_user_id: userId,
  p_session_id: sessionId,
});

export function inputOf(changes: Partial<StartGeneration> = {}): StartGeneration {
  return {
    generationId: randomUUID(),
    mediaIds: [randomUUID()],
    kind: "image",
    model: "painter",
    prompt: "A red house by the sea",
    negativePrompt: "",
    settings: { seed: 7, shape: "1:1" },
    sourceMediaId: null,
    largestSource: null,
    inputs: [],
    isPrompted: true,
    promptReading: null,
    promptRefusal: null,
    priceCreditsEach: 500,
    listCreditsEach: null,
    quotedCreditsEach: null,
    idempotencyKey: randomUUID(),
    inputHash: "hash of the input",
    usualSeconds: 5,
    workSeconds: 300,
    waitSeconds: 3600,
    ...changes,
  };
}

export function fileOf(id: string): FinishedMedia {
  return {
    id,
    width: 1024,
    height: 768,
    durationSeconds: null,
    contentType: "image/png",
    sizeBytes: 12_345,
    sha256: "ab".repeat(32),
    thumbhash: "3OcRJYB4d3h/iIeHeEh3eIhw+j2w",
    store: "local",
    path: `media/${id}.png`,
    thumbPath: `media/${id}.thumb.webp`,
  };
}

/** A database of the file's own, with the adapters over it and shorthands for people and their work. */
export async function startWorld(): Promise<World> {
  const backend = await startTestBackend();
  const database = createDatabase(backend.backend);
  const server = database.asService();
  const store = createSupabaseGenerationStore(database);
  const sessions = createSupabaseSessions(database, sessionSettings);
  const admin = await openAdmin(backend.sql);
  const world: World = {
    ...backend,
    admin,
    database,
    server,
    store,
    ask: (name, args, viewer) => ask(backend, name, args, viewer),
    async person(credits) {
      const viewer = await enter(backend);
      await sessions.open(viewer, opening);
      const deltaCredits = credits === undefined ? 0 : credits - 10_000;
      if (deltaCredits !== 0) await adjust(world, viewer, deltaCredits);
      return viewer;
    },
    elsewhere: ({ userId, email }) => sign(backend, { userId, email, sessionId: randomUUID() }),
    async start(viewer, changes) {
      return (await store.start(viewer, inputOf(changes))).generationId;
    },
    async startAndClaim(viewer, changes) {
      const generationId = await world.start(viewer, changes);
      return claimById(backend.sql, store, generationId);
    },
    async make(viewer, changes) {
      const claim = await world.startAndClaim(viewer, changes);
      await store.complete(claim, claim.mediaIds.map(fileOf));
      return claim.mediaIds;
    },
    async cleanUp(limit) {
      await server.call("begin_clean_up", { p_if_due: false });
      const [row] = await backend.sql<
        { run: string }[]
      >`select lease_token as run from private.clean_up_run`;
      return await server.call("clean_up", { p_limit: limit, p_run: row?.run ?? "" });
    },
    async balance({ userId }) {
      const [row] = await backend.sql<
        { credits: string }[]
      >`select credits from users where id = ${userId}`;
      return Number(row?.credits);
    },
    async status(id) {
      const [row] = await backend.sql<
        { status: string }[]
      >`select status from generations where id = ${id}`;
      return row?.status;
    },
    violations: () => violationsIn(backend.sql, 100),
  };
  return world;
}

/** A person without a password, and the token of a session: in a hundredth of the time that a sign-up takes. */
async function enter(world: TestBackend): Promise<Viewer> {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  const email = `${userId}@example.com`;
  await world.sql`insert into auth.users (id, email) values (${userId}, ${email})`;
  return await sign(world, { userId, sessionId, email });
}

async function sign(
  { backend }: TestBackend,
  { userId, sessionId, email }: Omit<Viewer, "accessToken">,
): Promise<Viewer> {
  const accessToken = await new SignJWT({ role: "authenticated", session_id: sessionId, email })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(backend.jwtSecret));
  return { userId, sessionId, email, accessToken };
}

/** An admin session as if one had signed in, without the password's third of a second. */
export async function openAdmin(sql: postgres.Sql, name = "Grace"): Promise<string> {
  const session = randomBytes(32).toString("hex");
  await sql`
    insert into private.admin_sessions (token_hash, name, address, password_mark)
    values (${session}, ${name}, '192.0.2.0/24', 'a mark')`;
  return session;
}

async function adjust(
  { server, admin }: Pick<World, "server" | "admin">,
  { userId }: Viewer,
  deltaCredits: number,
): Promise<void> {
  await server.call("adjust_credits", {
    p_admin_session: admin,
    p_user_id: userId,
    p_delta_credits: deltaCredits,
    p_reason: "test",
    p_idempotency_key: randomUUID(),
  });
}

async function ask({ backend }: TestBackend, name: string, args: object, viewer?: Viewer) {
  const apikey = viewer ? backend.publishableKey : backend.secretKey;
  const answer = await backend.fetch(`${backend.url}/rest/v1/rpc/${name}`, {
    method: "POST",
    headers: { apikey, ...(viewer && { authorization: `Bearer ${viewer.accessToken}` }) },
    body: JSON.stringify(args),
  });
  const body: unknown = answer.status === 204 ? null : await answer.json();
  return { status: answer.status, body };
}

/** Claims one generation, whatever else waits in the queue. */
export async function claimById(
  sql: postgres.Sql,
  store: GenerationStore,
  generationId: string,
): Promise<ClaimedGeneration> {
  const [job] = await sql<{ message: string }[]>`
    select message_id as message from private.generation_jobs where generation_id = ${generationId}`;
  const message = { messageId: Number(job?.message), generationId, deliveries: 1 };
  const claim = await store.claim(message, "test worker", 60);
  if (!claim) throw new Error(`${generationId} could not be claimed`);
  return claim;
}

/** The code that a promise is refused with. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ code: unknown; facts: unknown }> {
  const error: unknown = await promise.then(
    () => new Error("It was not refused"),
    (reason: unknown) => reason,
  );
  return { code: Reflect.get(Object(error), "code"), facts: Reflect.get(Object(error), "facts") };
}
