import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { eventStream } from "~/.server/http/event-stream";
import { sendResponse } from "~/.server/http/send-response";

afterEach(() => void vi.useRealTimers());

/** One event stream over HTTP, and its reader. */
async function open(method = "GET", owner = randomUUID()) {
  let send = (_event: string, _text: string) => {};
  const times = { subscribed: 0, left: 0 };
  let target: ServerResponse | null = null;
  const response = eventStream(owner, (given) => {
    send = given;
    times.subscribed += 1;
    return () => void (times.left += 1);
  });
  const server = createServer((incoming, outgoing) => {
    target = outgoing;
    void sendResponse(incoming, outgoing, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const reader = new AbortController();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(url, { method, signal: reader.signal });
  const body = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    answer,
    times,
    target: () => target!,
    send: (event: string, text: string) => send(event, text),
    leave: () => reader.abort(),
    next: async () => (await body!.read()).value,
  };
}

test("sends events in the shape that browsers read", async () => {
  const stream = await open();
  expect(stream.answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(await stream.next()).toBe("retry: 2000\n\n");
  stream.send("change", "some-id");
  expect(await stream.next()).toBe("event: change\ndata: some-id\n\n");
});

test("stops listening once when the reader goes away", async () => {
  const stream = await open();
  stream.leave();
  await expect.poll(() => stream.times).toEqual({ subscribed: 1, left: 1 });
});

test("stops listening when the server ends it, and drops what comes after", async () => {
  const stream = await open();
  await stream.next();
  stream.target().end();
  stream.send("change", "too-late");
  expect(await stream.next()).toBeUndefined();
  await expect.poll(() => stream.times).toEqual({ subscribed: 1, left: 1 });
});

test("stays alive through silence and ends after ten minutes", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const stream = await open();
  await stream.next();
  vi.advanceTimersByTime(20_000);
  expect(await stream.next()).toBe(": still here\n\n");
  vi.advanceTimersByTime(580_000);
  await expect.poll(() => stream.times.left).toBe(1);
});

test("subscribes to nothing for a reader who asks for the head alone", async () => {
  const stream = await open("HEAD");
  expect(stream.answer.status).toBe(200);
  expect(stream.times.subscribed).toBe(0);
});

test("of one account the oldest of twenty makes way for one more, and comes back later", async () => {
  const owner = randomUUID();
  const other = await open();
  const first = await open("GET", owner);
  const rest = await Promise.all(Array.from({ length: 19 }, () => open("GET", owner)));
  expect(first.target().writableEnded).toBe(false);
  const last = await open("GET", owner);
  await expect.poll(() => first.times.left).toBe(1);
  expect(await first.next()).toContain("retry: 2000\n\n");
  expect(await first.next()).toBe("retry: 30000\n\n");
  expect(await first.next()).toBeUndefined();
  for (const { target } of [other, ...rest, last]) expect(target().writableEnded).toBe(false);
  for (const stream of [...rest, last]) stream.leave();
  await expect.poll(() => [...rest, last].every(({ times }) => times.left === 1)).toBe(true);
});

test("ten tabs of one account stay open side by side", async () => {
  const owner = randomUUID();
  const tabs = await Promise.all(Array.from({ length: 10 }, () => open("GET", owner)));
  for (const tab of tabs) tab.send("change", "some-id");
  for (const tab of tabs) {
    let text = "";
    while (!text.includes("some-id")) text += await tab.next();
    expect(tab.target().writableEnded).toBe(false);
  }
});

test("is cut off when its reader takes nothing while much is to be told", async () => {
  const stream = await open();
  const isCutOff = () => {
    for (let times = 0; times < 1000; times += 1) stream.send("change", "x".repeat(10_000));
    return stream.target().destroyed;
  };
  await expect.poll(() => isCutOff()).toBe(true);
  await expect.poll(() => stream.times.left).toBe(1);
});
