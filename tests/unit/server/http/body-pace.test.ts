import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ComingBody, longBodyMinBytes, watchBody } from "~/.server/http/body-pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function coming(
  headers: ComingBody["headers"] = { "transfer-encoding": "chunked" },
  leastBytes?: number,
) {
  const body = {
    headers,
    complete: false,
    readableFlowing: true as boolean | null,
    socket: { bytesRead: 300, destroyed: false },
  };
  const onSlow = vi.fn<() => void>();
  watchBody(body, 1000, onSlow, leastBytes);
  const pass = (bytes: number) => {
    body.socket.bytesRead += bytes;
    vi.advanceTimersByTime(1000);
  };
  return { body, onSlow, pass };
}

test("a body that comes slowly, but comes, is let alone", () => {
  const { pass, onSlow, body } = coming();
  for (let span = 0; span < 100; span += 1) pass(512);
  body.complete = true;
  pass(0);
  pass(0);
  expect(onSlow).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("one that comes in drips is told of once", () => {
  const { pass, onSlow } = coming();
  pass(5000);
  pass(511);
  pass(0);
  expect(onSlow).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test("one that may take hours has to come faster", () => {
  const { pass, onSlow } = coming(undefined, longBodyMinBytes);
  pass(longBodyMinBytes);
  expect(onSlow).not.toHaveBeenCalled();
  pass(longBodyMinBytes - 1);
  expect(onSlow).toHaveBeenCalledOnce();
});

test("what we do not read is not the sender's delay", () => {
  const { pass, onSlow, body } = coming();
  body.readableFlowing = false;
  pass(0);
  body.readableFlowing = null;
  pass(0);
  body.readableFlowing = true;
  pass(0);
  expect(onSlow).not.toHaveBeenCalled();
  pass(0);
  expect(onSlow).toHaveBeenCalledOnce();
});

test("a connection that is gone is watched no longer", () => {
  const { pass, onSlow, body } = coming({ "content-length": "1000" });
  body.socket.destroyed = true;
  pass(0);
  expect(onSlow).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("a request without a body needs no watch", () => {
  coming({});
  expect(vi.getTimerCount()).toBe(0);
});
