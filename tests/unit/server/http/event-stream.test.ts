import { expect, test, vi } from "vitest";
import { eventStream } from "~/.server/http/event-stream";

const decoder = new TextDecoder();

function open() {
  const reader = new AbortController();
  let left = 0;
  let send = (_event: string, _text: string) => {};
  const response = eventStream(reader.signal, (given) => {
    send = given;
    return () => void (left += 1);
  });
  const body = response.body!.getReader();
  const next = async () => decoder.decode((await body.read()).value);
  return {
    response,
    reader,
    body,
    next,
    send: (event: string, text: string) => send(event, text),
    timesLeft: () => left,
  };
}

test("sends events in the shape that browsers read", async () => {
  const stream = open();
  expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(await stream.next()).toBe("retry: 2000\n\n");
  stream.send("change", "some-id");
  expect(await stream.next()).toBe("event: change\ndata: some-id\n\n");
  stream.reader.abort();
});

test("stops listening once when the reader goes away", async () => {
  const stream = open();
  stream.reader.abort();
  await stream.body.cancel();
  expect(stream.timesLeft()).toBe(1);
});

test("stays alive through silence and ends after ten minutes", async () => {
  vi.useFakeTimers();
  const stream = open();
  await stream.next();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await stream.next()).toBe(": still here\n\n");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(stream.timesLeft()).toBe(1);
  vi.useRealTimers();
});
