import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ComingBody, watchBody } from "~/.server/http/body-pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function coming(headers: ComingBody["headers"] = { "transfer-encoding": "chunked" }) {
  const body = {
    headers,
    complete: false,
    readableFlowing: true as boolean | null,
    socket: { bytesRead: 300, destroyed: false },
  };
  const onDrip = vi.fn<() => void>();
  watchBody(body, 1000, onDrip);
  const pass = (bytes: number) => {
    body.socket.bytesRead += bytes;
    vi.advanceTimersByTime(1000);
  };
  return { body, onDrip, pass };
}

test("a body that comes slowly, but comes, is let alone", () => {
  const { pass, onDrip, body } = coming();
  for (let span = 0; span < 100; span += 1) pass(512);
  body.complete = true;
  pass(0);
  pass(0);
  expect(onDrip).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("one that comes in drips is told of once", () => {
  const { pass, onDrip } = coming();
  pass(5000);
  pass(511);
  pass(0);
  expect(onDrip).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test("what we do not read is not the sender's delay", () => {
  const { pass, onDrip, body } = coming();
  body.readableFlowing = false;
  pass(0);
  body.readableFlowing = null;
  pass(0);
  body.readableFlowing = true;
  pass(0);
  expect(onDrip).not.toHaveBeenCalled();
  pass(0);
  expect(onDrip).toHaveBeenCalledOnce();
});

test("a connection that is gone is watched no longer", () => {
  const { pass, onDrip, body } = coming({ "content-length": "1000" });
  body.socket.destroyed = true;
  pass(0);
  expect(onDrip).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("a request without a body needs no watch", () => {
  coming({});
  expect(vi.getTimerCount()).toBe(0);
});
