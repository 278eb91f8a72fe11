import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { bytesOf, insteadOf, spoil } from "./faults.ts";

/** A request as an emulated service gets it. Its path begins with the host that was asked. */
export interface Received {
  method: string;
  /** `/queue.fal.run/fal-ai/flux/dev`, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** One of these, or none for an empty body. */
  json?: unknown;
  body?: Uint8Array | string;
  stream?: AsyncIterable<Uint8Array | string>;
}

export interface EmulatedRoute {
  method: string;
  /** As URLPattern has it: `/queue.fal.run/:owner/:alias/requests/:id/status`. The first that fits answers. */
  pattern: string;
  /** `gone` aborts when the caller has hung up. */
  answer(
    received: Received,
    params: Record<string, string | undefined>,
    gone: AbortSignal,
  ): Answer | Promise<Answer>;
}

export interface EmulatedService {
  name: string;
  routes: readonly EmulatedRoute[];
}

/** What goes wrong with the next `times` requests that fit. */
export interface Fault {
  method?: string;
  /** Part of the path, host included. */
  path: string;
  times: number;
  /**
   * `answer`: this instead of the service's own. `delay`: later. `hang`: never. `drop`: the connection breaks before
   * the service hears of it. `drop after`: it breaks when the service has done its work. `cut`: in the middle of the
   * answer's body. `endless`: the answer's body never ends. `slow`: a byte a second. `twice`: the service gets it
   * twice, as from a gateway that repeats. `refuse`: 401, in words that repeat the key.
   */
  what:
    | "answer"
    | "refuse"
    | "delay"
    | "hang"
    | "drop"
    | "drop after"
    | "cut"
    | "endless"
    | "slow"
    | "twice";
  delayMs?: number;
  answer?: { status: number; headers?: Record<string, string>; json?: unknown; body?: string };
}

export interface Emulator {
  /** For PROVIDER_EMULATOR. */
  origin: string;
  /** Everything that came, in order, faults included. */
  received: Received[];
  /** How many requests with this method and this part of the path came. */
  count(method: string, path: string): number;
  order(fault: Fault): void;
  /** Calls `hear` whenever a fault lets somebody wait: `hang`, or `slow` after the first byte. */
  onWait(hear: () => void): void;
  /** Forgets what came and what was ordered. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * Starts one HTTP server for all services, on loopback. Other processes order faults by POST `/__faults` (a Fault as
 * JSON) and read what came by GET `/__received`.
 */
export async function startEmulator(
  services: readonly EmulatedService[],
  port = 0,
): Promise<Emulator> {
  const received: Received[] = [];
  const faults: Fault[] = [];
  const hearers: (() => void)[] = [];
  const letWait = () => hearers.forEach((hear) => hear());
  const routes = services.flatMap((service) =>
    service.routes.map((route) => ({
      ...route,
      pattern: new URLPattern({ pathname: route.pattern }),
    })),
  );

  const takeFault = ({ method, path }: Received): Fault | null => {
    const fault = faults.find(
      (each) => each.times > 0 && path.includes(each.path) && (each.method ?? method) === method,
    );
    if (!fault) return null;
    fault.times -= 1;
    return fault;
  };

  const answerOf = async (request: Received, gone: AbortSignal): Promise<Answer> => {
    for (const { method, pattern, answer } of routes) {
      const match = pattern.exec({ pathname: request.path });
      if (match && method === request.method)
        return await answer(request, match.pathname.groups, gone);
    }
    return { status: 404, json: { error: `Nothing is emulated at ${request.path}` } };
  };

  const control = (request: Received): Answer | null => {
    if (request.path === "/__faults") {
      faults.push(JSON.parse(request.body.toString()) as Fault);
      return { json: {} };
    }
    if (request.path !== "/__received") return null;
    return { json: received.map((each) => ({ ...each, body: each.body.toString("latin1") })) };
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const request = await read(incoming);
    const controlled = control(request);
    if (controlled) return await send(response, controlled, gone.signal);
    received.push(request);
    const fault = takeFault(request);
    if (fault?.what === "drop") return void incoming.socket.destroy();
    if (fault?.what === "hang") return letWait();
    if (fault?.what === "delay")
      await wait(fault.delayMs ?? 1000, undefined, { signal: gone.signal });
    if (fault?.what === "twice") await answerOf(request, gone.signal);
    const answer = insteadOf(request, fault) ?? (await answerOf(request, gone.signal));
    if (fault?.what === "drop after") return void incoming.socket.destroy();
    await send(response, spoil(answer, fault, letWait), gone.signal);
    if (fault?.what === "cut") incoming.socket.destroy();
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => incoming.socket.destroy());
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    count: (method, path) =>
      received.filter((each) => each.method === method && each.path.includes(path)).length,
    order: (fault) => void faults.push({ ...fault }),
    onWait: (hear) => void hearers.push(hear),
    reset() {
      received.length = 0;
      faults.length = 0;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function read(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? "/", "http://emulator");
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

async function send(response: ServerResponse, answer: Answer, gone: AbortSignal): Promise<void> {
  const { status = 200, headers = {}, json, stream } = answer;
  const type: Record<string, string> =
    json === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers });
  if (!stream) return void response.end(bytesOf(answer) ?? undefined);
  for await (const chunk of stream) {
    if (gone.aborted) return;
    if (!response.write(chunk)) await once(response, "drain", { signal: gone });
  }
  response.end();
}
