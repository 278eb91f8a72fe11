import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { shareStream } from "~/components/layout/share-stream";

test("what was still on its way when nobody listens any more reaches nobody", async () => {
  const connected = Promise.withResolvers<() => void>();
  const heard: string[] = [];
  const connect = (onChange: () => void) => {
    connected.resolve(onChange);
    return () => heard.push("closed");
  };
  const stop = shareStream(randomUUID(), connect, () => heard.push("change"));
  const change = await connected.promise;
  change();
  stop();
  change();
  expect(heard).toEqual(["change", "closed"]);
});

test("a tab that makes way for another looks for what neither has told it", async () => {
  const name = randomUUID();
  const connected = Promise.withResolvers<void>();
  const heard: string[] = [];
  const connect = () => {
    connected.resolve();
    return () => heard.push("closed");
  };
  const looked = Promise.withResolvers<void>();
  const stop = shareStream(name, connect, () => {
    heard.push("look");
    looked.resolve();
  });
  await connected.promise;
  const other = new BroadcastChannel(name);
  // Of two that listen, the one with the smaller number goes on.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  other.postMessage(["here", -1]);
  await looked.promise;
  expect(heard).toEqual(["closed", "look"]);
  stop();
  other.close();
});
