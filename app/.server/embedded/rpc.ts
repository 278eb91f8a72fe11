import { createAccessCheck } from "./rpc-access.ts";
import { failureResponse, jsonResponse, refusal } from "./rpc-errors.ts";
import { createRpcPool, PoolFull, type RpcPool } from "./rpc-pool.ts";
import type { Secrets } from "./secrets.ts";

const rpcPath = /^\/rest\/v1\/rpc\/([a-z_]+)$/;

/** As on a hosted project: visitors get less time than people, and the server has that of `authenticator`. */
const visitorsTimeoutMs = 3000;
const usualTimeoutMs = 8000;

export interface RpcOptions {
  /** Connection string of the role `authenticator`, which may only become one of the API roles. */
  url: string;
  secrets: Pick<Secrets, "publishableKey" | "secretKey" | "jwtSecret">;
}

export interface Rpc {
  /** Answers a call of the form that this takes; null for everything else. */
  answer(url: URL, init: RpcRequest): Promise<Response | null>;
  close(): Promise<void>;
}

export interface RpcRequest {
  method: string;
  headers: Headers;
  body: string;
  signal: AbortSignal | null;
}

/** `direct`: one argument `p jsonb`, jsonb back. `other`: another signature. */
type Shape = "direct" | "other" | "missing";

/** Whether the body is an object with the one key `p`. */
function hasOnlyP(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    return (
      typeof parsed === "object" &&
      parsed !== null &&
      "p" in parsed &&
      Object.keys(parsed).length === 1
    );
  } catch {
    return false;
  }
}

function createShapes(pool: RpcPool) {
  const known = new Map<string, Shape>();
  return async (name: string, signal: AbortSignal | null): Promise<Shape> => {
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const rows = await pool.run(
      (sql) => sql<{ direct: boolean }[]>`
        select pronargs = 1 and proargnames = array['p'] and proargtypes[0] = 'jsonb'::regtype
          and prorettype = 'jsonb'::regtype and not proretset as direct
        from pg_proc where proname = ${name} and pronamespace = 'public'::regnamespace`,
      signal,
    );
    if (rows.length === 0) return "missing";
    const shape = rows.every((row) => row.direct) ? "direct" : "other";
    known.set(name, shape);
    return shape;
  };
}

/**
 * Answers `POST /rest/v1/rpc/<function>` for functions of the form `(p jsonb) returns jsonb` in the schema public, as a
 * Supabase project would, in one round trip to the database. The result is passed on as the text that PostgreSQL made.
 */
export function createRpc(options: RpcOptions): Rpc {
  const pool = createRpcPool(options.url, usualTimeoutMs);
  const visitorsPool = createRpcPool(options.url, visitorsTimeoutMs);
  const checkAccess = createAccessCheck(options.secrets);
  const shapeOf = createShapes(pool);

  const answer = async (url: URL, request: RpcRequest): Promise<Response | null> => {
    const name = rpcPath.exec(url.pathname)?.[1];
    if (
      name === undefined ||
      request.method !== "POST" ||
      url.search !== "" ||
      !hasOnlyP(request.body)
    )
      return null;
    const access = await checkAccess(request.headers);
    if (access instanceof Response) return access;
    try {
      const shape = await shapeOf(name, request.signal);
      if (shape === "other") return null;
      if (shape === "missing")
        return refusal(
          404,
          "PGRST202",
          `Could not find the function public.${name}(p) in the schema cache`,
        );
      const { role, subject, claims } = access;
      const [row] = await (role === "anon" ? visitorsPool : pool).run(
        (sql) => sql<{ body: string | null }[]>`
          select easel_embedded.call_rpc(${role}, ${subject}, ${claims}, ${name}, ${request.body}) as body`,
        request.signal,
      );
      return jsonResponse(200, row?.body ?? "null");
    } catch (cause) {
      if (request.signal?.aborted === true) throw cause;
      if (cause instanceof PoolFull)
        return refusal(504, "PGRST003", "Timed out acquiring connection from connection pool.");
      return failureResponse(cause, access.role);
    }
  };
  const close = async () => void (await Promise.all([pool.close(), visitorsPool.close()]));
  return { answer, close };
}
