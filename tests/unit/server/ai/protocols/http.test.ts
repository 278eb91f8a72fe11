import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  wasNeverSent,
  readBytes,
  readJson,
  retryAfterSecondsOf,
  uploadTimeoutMs,
  withSubmitGrace,
  withTimeout,
} from "~/.server/ai/protocols/http";
import { CanceledError } from "~/.server/ai/port";

/** Serves every request with `listener` until the test ends. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("an upload may take two minutes, and a second more for each 250 kB", () => {
  expect([0, 250_000, 50_000_000].map(uploadTimeoutMs)).toEqual([120_000, 121_000, 320_000]);
});

test("reads an answer as JSON", async () => {
  const origin = await serve((_, response) => response.end('{"words":"früh"}'));
  expect(await readJson(await fetch(origin))).toEqual({ words: "früh" });
});

test("says the status and the size, and nothing else, of an answer that is no JSON", async () => {
  const origin = await serve((_, response) => response.writeHead(502).end("<html>secret</html>"));
  await expect(readJson(await fetch(origin))).rejects.toThrow(
    "The answer is no JSON (status 502, 19 bytes)",
  );
});

test("an empty answer is no JSON", async () => {
  await expect(readJson(new Response(null))).rejects.toThrow("no JSON");
});

test("an answer that breaks off is not read", async () => {
  const origin = await serve((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"a":1}', () => response.destroy());
  });
  await expect(readJson(await fetch(origin))).rejects.toThrow("terminated");
});

test("gives an endless answer up at the cap", async () => {
  const closed = Promise.withResolvers<void>();
  const origin = await serve((_, response) => {
    response.once("close", closed.resolve);
    const more = () => {
      while (response.write(Buffer.alloc(10_000)));
    };
    response.on("drain", more);
    more();
  });
  await expect(readBytes(await fetch(origin), 100_000)).rejects.toThrow("more than 100000 bytes");
  await closed.promise;
});

test("counts what a compressed answer becomes", async () => {
  const bomb = gzipSync(Buffer.alloc(2_000_000));
  const origin = await serve((_, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
  );
  expect(bomb.length).toBeLessThan(10_000);
  await expect(readBytes(await fetch(origin), 1_000_000)).rejects.toThrow("more than");
});

test("an answer of exactly the cap is read", async () => {
  expect(await readBytes(new Response(new Uint8Array(10).fill(7)), 10)).toEqual(
    new Uint8Array(10).fill(7),
  );
});

test.for([
  ["7", 7],
  ["1.5", 1.5],
  ["Thu, 01 Jan 2026 00:00:30 GMT", 30],
  ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
] as const)("reads how long to wait from Retry-After %j", ([value, seconds]) => {
  const response = new Response(null, { headers: { "retry-after": value } });
  const now = () => Date.parse("2026-01-01T00:00:00Z");
  expect(retryAfterSecondsOf(response, now)).toBe(seconds);
});

test("no Retry-After is no wait", () => {
  expect(retryAfterSecondsOf(new Response(null))).toBeUndefined();
});

test("a question ends when its time is over", async () => {
  const signal = withTimeout(new AbortController().signal, 5);
  await expect(wait(60_000, undefined, { signal })).rejects.toMatchObject({
    cause: { name: "TimeoutError" },
  });
});

test("a question ends for the reason for which its caller gave it up", () => {
  const caller = new AbortController();
  const signal = withTimeout(caller.signal, 60_000);
  const reason = new Error("nobody waits");
  caller.abort(reason);
  expect(signal.reason).toBe(reason);
});

test.for(["127.0.0.1", "localhost"])(
  "a request to a closed port of %s never left",
  async (host) => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const failure: unknown = await fetch(`http://${host}:${port}/`).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(TypeError);
    expect(wasNeverSent(failure)).toBe(true);
  },
);

test("a request to a name that nobody has never left", () => {
  const cause = Object.assign(new Error("getaddrinfo ENOTFOUND"), { syscall: "getaddrinfo" });
  expect(wasNeverSent(new TypeError("fetch failed", { cause }))).toBe(true);
});

test("a request whose connection breaks may have arrived", async () => {
  const origin = await serve((request) => void request.socket.destroy());
  const failure: unknown = await fetch(origin).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TypeError);
  expect(wasNeverSent(failure)).toBe(false);
});

test("a request that took too long may have arrived", async () => {
  const origin = await serve(() => {});
  const failure: unknown = await fetch(origin, { signal: AbortSignal.timeout(20) }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ name: "TimeoutError" });
  expect(wasNeverSent(failure)).toBe(false);
});

test("a request that costs money ends with the process at once, and is answered for ten seconds when nobody wants it", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const stop = new AbortController();
  const stopped = withSubmitGrace(stop.signal);
  stop.abort(new Error("stopping"));
  expect(stopped.reason).toBe(stop.signal.reason);

  const cancel = new AbortController();
  const canceled = withSubmitGrace(cancel.signal);
  cancel.abort(new CanceledError());
  vi.advanceTimersByTime(9999);
  expect(canceled.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(canceled.reason).toBe(cancel.signal.reason);
  expect(withSubmitGrace(cancel.signal).aborted).toBe(true);
});
