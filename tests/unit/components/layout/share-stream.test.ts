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
