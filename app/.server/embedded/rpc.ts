import { type Access, createAccessCheck } from "./rpc-access.ts";
import { failureResponse, jsonResponse, refusal } from "./rpc-errors.ts";
import { createStatements } from "./rpc-functions.ts";
import { createRpcPool, type RpcPool } from "./rpc-pool.ts";
import { LineStoodStill } from "../semaphore.ts";
import type { Secrets } from "./secrets.ts";

const rpcPath = /^\/rest\/v1\/rpc\/([^/%]+)$/;

/** As on a hosted project: visitors get less time than people, and the server has that of `authenticator`. */
const timeoutsMs: Readonly<Record<Access["role"], number>> = {
  anon: 3000,
  authenticated: 8000,
  service_role: 8000,
};

export interface RpcOptions {
  /** Connection string of the role `authenticator`, which may only become one of the API roles. */
  url: string;
  secrets: Pick<Secrets, "publishableKey" | "secretKey" | "jwtSecret">;
}

export interface Rpc {
  /**
   * Answers a call of a function; null for what is more than that: another method, filters, another form of the answer.
   */
  answer(url: URL, init: RpcRequest): Promise<Response | null>;
  close(): Promise<void>;
}

export interface RpcRequest {
  method: string;
  headers: Headers;
  body: string;
  signal: AbortSignal | null;
}

/** The names of the arguments that a body holds; null for one that is no object. */
function argumentNames(body: string): string[] | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? Object.keys(parsed)
      : null;
  } catch {
    return null;
  }
}

function isPlainCall(url: URL, { method, headers }: RpcRequest): boolean {
  const accept = headers.get("accept") ?? "*/*";
  return (
    method === "POST" && url.search === "" && /^(\*\/\*|application\/json)(?=[;,]|$)/.test(accept)
  );
}

/**
 * Answers `POST /rest/v1/rpc/<function>` for the functions of the schema public as PostgREST does, in one round trip to
 * the database: the body is an object of named arguments, defaults may be left out. A set comes back as an array, a
 * composite as an object, nothing as 204; JSON is passed on as the text that PostgreSQL made. Of functions that share a
 * name it calls none.
 */
export function createRpc({ url, secrets }: RpcOptions): Rpc {
  const pools: Record<Access["role"], RpcPool> = {
    anon: createRpcPool(url, "anon", timeoutsMs.anon),
    authenticated: createRpcPool(url, "authenticated", timeoutsMs.authenticated),
    service_role: createRpcPool(url, "service_role", timeoutsMs.service_role),
  };
  const checkAccess = createAccessCheck(secrets);
  const statementFor = createStatements();

  const call = async (name: string, { body, signal }: RpcRequest, access: Access) => {
    const given = argumentNames(body === "" ? "{}" : body);
    if (given === null) return refusal(400, "PGRST102", "Empty or invalid json");
    const { role, subject, claims } = access;
    const pool = pools[role];
    const statement = await statementFor(name, given, pool, signal);
    if (statement instanceof Response) return statement;
    const [row] = await pool.run(
      (sql) =>
        sql.unsafe<{ body: string | null }[]>(
          statement.text,
          [claims, subject, role, body === "" ? "{}" : body],
          { prepare: true },
        ),
      signal,
    );
    if (statement.returns === "nothing") return new Response(null, { status: 204 });
    return jsonResponse(200, row?.body ?? "null");
  };

  return {
    async answer(target, request) {
      const name = rpcPath.exec(target.pathname)?.[1];
      if (name === undefined || !isPlainCall(target, request)) return null;
      const access = await checkAccess(request.headers);
      if (access instanceof Response) return access;
      const profile = request.headers.get("content-profile") ?? "public";
      if (profile !== "public") return refusal(406, "PGRST106", `Invalid schema: ${profile}`);
      try {
        return await call(name, request, access);
      } catch (cause) {
        if (request.signal?.aborted === true) throw cause;
        if (cause instanceof LineStoodStill)
          return refusal(504, "PGRST003", "Timed out acquiring connection from connection pool.");
        return failureResponse(cause, access.role);
      }
    },
    async close() {
      await Promise.all(Object.values(pools).map((pool) => pool.close()));
    },
  };
}
