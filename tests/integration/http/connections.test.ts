import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setInterval as ticks } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { seen } from "./fixture-pages";
import { startFixture, type Fixture } from "./fixture-server";

/** Of one test, ended with it. */
let server: Fixture;
const clients: Client[] = [];
beforeEach(() => {
  seen.posts = 0;
});
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.destroy();
  await server.stop();
});

interface Client {
  socket: Socket;
  /** What the server has sent. */
  received(): string;
  /** Resolves when nothing can be sent any more: the connection does not exist for the server. */
  cutOff: Promise<void>;
}

/** A connection that stays open on this side until the other one is gone, whatever has been said. */
async function open(text = ""): Promise<Client> {
  const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (received += chunk));
  const { promise: cutOff, resolve } = Promise.withResolvers<void>();
  socket.on("error", () => resolve());
  socket.on("close", () => resolve());
  await once(socket, "connect");
  socket.write(text);
  const client = { socket, received: () => received, cutOff };
  clients.push(client);
  return client;
}

/** Goes on sending a little until the other side is gone. */
async function drip({ socket, cutOff }: Client, text: string): Promise<void> {
  let isOver = false;
  void cutOff.then(() => (isOver = true));
  for await (const piece of ticks(20, text)) {
    if (isOver) return;
    socket.write(piece);
  }
}

const statusOf = ({ received }: Client) => Number(/^HTTP\/1\.1 (\d+)/.exec(received())?.[1] ?? 0);
const answered = (client: Client, status: number) =>
  expect.poll(() => statusOf(client)).toBe(status);
const connections = () => expect.poll(server.connections);

/** Longer than any test: what is not meant to end here. */
const never = 600_000;
const patient = {
  headMs: never,
  requestMs: never,
  importMs: never,
  paceMs: never,
  stallMs: never,
  discardMs: never,
  lingerMs: never,
  checkMs: 50,
};
/** What ends soon, however busy the machine is: nothing is expected to happen before. */
const soon = { ...patient, lingerMs: 100 };
const head = "Host: localhost\r\nSec-Fetch-Site: same-origin\r\n";
const form = "Content-Type: application/x-www-form-urlencoded\r\n";

describe("a client that will not go", () => {
  test.each([
    ["nothing at all", ""],
    ["half of a head", `GET / HTTP/1.1\r\n${head}`],
  ])("is cut off after %s and the refusal, though it ends nothing itself", async (_what, text) => {
    server = await startFixture({}, { ...soon, headMs: 200 });
    const client = await open(text);
    await answered(client, 408);
    expect(client.received()).toContain("connection: close");
    await connections().toBe(0);
    await drip(client, "x");
  });

  test("is cut off while its head comes in drips", async () => {
    server = await startFixture({}, { ...soon, headMs: 200 });
    const client = await open(`GET / HTTP/1.1\r\n${head}X: `);
    await drip(client, "x");
    expect(statusOf(client)).toBe(408);
    await connections().toBe(0);
  });

  test("is cut off after what is no HTTP", async () => {
    server = await startFixture({}, soon);
    const client = await open("hello\r\n\r\n");
    await answered(client, 400);
    await connections().toBe(0);
    await drip(client, "x");
    expect(client.received()).toContain("connection: close");
  });

  test.each(["/resource", "/?index", "/deaf"])(
    "is cut off while the body for %s comes in drips, and nothing is done",
    async (path) => {
      server = await startFixture({}, { ...soon, paceMs: 200 });
      const heads = `${head}${form}Content-Length: 60000\r\n`;
      const client = await open(`POST ${path} HTTP/1.1\r\n${heads}\r\ntext=`);
      await drip(client, "x");
      expect(statusOf(client)).toBe(408);
      await connections().toBe(0);
      expect(seen.posts).toBe(0);
      expect(server.log()).not.toContain('"level":"error"');
    },
  );

  test("is cut off when the whole request takes too long, however well it comes", async () => {
    server = await startFixture({}, { ...soon, headMs: 300, requestMs: 300 });
    const heads = `${head}${form}Transfer-Encoding: chunked\r\n`;
    const client = await open(`POST /resource HTTP/1.1\r\n${heads}\r\n`);
    await drip(client, "1\r\nx\r\n");
    expect(statusOf(client)).toBe(408);
    await connections().toBe(0);
  });

  test.each([
    ["drips", "1\r\nx\r\n", { paceMs: 200 }],
    ["floods", `2000\r\n${"x".repeat(8192)}\r\n`, { discardMs: 200 }],
  ])("is cut off when it %s on with a body that has its answer", async (_how, text, shorter) => {
    server = await startFixture({}, { ...soon, ...shorter });
    const heads = `${head}${form}Transfer-Encoding: chunked\r\n`;
    const client = await open(`POST /nowhere.txt HTTP/1.1\r\n${heads}\r\n`);
    await drip(client, text);
    expect(statusOf(client)).toBeGreaterThanOrEqual(400);
    await connections().toBe(0);
  });

  test("is cut off when it reads nothing of its answer", async () => {
    server = await startFixture({}, { ...soon, stallMs: 300 });
    const client = await open();
    client.socket.pause();
    client.socket.write(`GET /large HTTP/1.1\r\n${head}\r\n`);
    await expect.poll(() => server.log()).toMatch(/\/large.*"aborted":true/);
    await connections().toBe(0);
  });
});

describe("the cap on connections", () => {
  const get = (path: string) => `GET ${path} HTTP/1.1\r\n${head}\r\n`;

  test("refuses one more in words while all are busy, and lets in again as one leaves", async () => {
    server = await startFixture({ MAX_CONNECTIONS: "10" }, patient);
    const busy = await Promise.all(Array.from({ length: 10 }, () => open(get("/hang"))));
    await connections().toBe(10);
    const surplus = await open(get("/healthz"));
    await answered(surplus, 503);
    expect(surplus.received()).toMatch(/retry-after: \d+/i);
    expect(surplus.received()).toContain("content-security-policy");
    await drip(surplus, "x");
    await answered(await open(get("/")), 503);
    expect(server.log().match(/MAX_CONNECTIONS/g)).toHaveLength(1);
    await connections().toBe(10);
    busy[0]?.socket.destroy();
    await connections().toBe(9);
    await answered(await open(get("/healthz")), 200);
  });

  test("cuts off one more that says nothing", async () => {
    server = await startFixture({ MAX_CONNECTIONS: "10" }, soon);
    await Promise.all(Array.from({ length: 10 }, () => open(get("/hang"))));
    await connections().toBe(10);
    await drip(await open(), "\r\n");
    expect(await server.connections()).toBe(10);
  });

  test("has idle connections make way first", async () => {
    server = await startFixture({ MAX_CONNECTIONS: "10" }, patient);
    const idle = await Promise.all(Array.from({ length: 10 }, () => open(get("/healthz"))));
    for (const client of idle) await answered(client, 200);
    await answered(await open(get("/healthz")), 200);
    await Promise.all(idle.map(({ cutOff, socket }) => (socket.end(), cutOff)));
    expect(server.log()).not.toContain("MAX_CONNECTIONS");
  });

  test("counts those who have not said anything yet as busy", async () => {
    server = await startFixture({ MAX_CONNECTIONS: "10" }, patient);
    await Promise.all(Array.from({ length: 10 }, () => open()));
    await connections().toBe(10);
    const surplus = await open(get("/healthz"));
    await answered(surplus, 503);
    expect(surplus.received()).toContain("<h1>");
  });
});
