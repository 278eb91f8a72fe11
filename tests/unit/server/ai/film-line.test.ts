import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { extendModels } from "~/.server/ai/catalog/extend-models";
import type { ModelRequest } from "~/.server/ai/port";
import { inputWithSource } from "~/.server/ai/protocols/uploaded-source";

const [route] = extendModels[0]!.routes;
const idle = new AbortController().signal;
const address = "https://a/b.mp4";

/** Films that are on their way: how many at once, and what lets the next step of each happen. */
function createTraffic() {
  const traffic = { now: 0, most: 0, read: 0 };
  const send = async (end: Promise<unknown>, signal = idle, trouble?: "read" | "upload") => {
    const request: ModelRequest = {
      ...{ generationId: "g", kind: "video", model: "grok-imagine-extend", prompt: "on" },
      ...{ negativePrompt: "", settings: {}, outputCount: 1, readSource: null },
      async readFilm() {
        traffic.read += 1;
        traffic.most = Math.max(traffic.most, (traffic.now += 1));
        if (trouble === "read") leave("read");
        await setImmediate();
        return { content: new Blob(["film"]), contentType: "video/mp4" };
      },
    };
    const leave = (why?: string) => {
      traffic.now -= 1;
      if (why) throw new Error(why);
    };
    const upload = async () => {
      await end;
      leave(trouble);
      return address;
    };
    return await inputWithSource(route!, request, null, upload, signal);
  };
  return { traffic, send };
}

test("one film at a time is read and sent, whatever becomes of the ones before it", async () => {
  const { traffic, send } = createTraffic();
  const sent = await Promise.allSettled([
    send(setImmediate(), idle, "upload"),
    send(setImmediate(), idle, "read"),
    ...Array.from({ length: 4 }, () => send(setImmediate())),
  ]);
  expect(sent.map(({ status }) => status)).toEqual([
    ...["rejected", "rejected"],
    ...["fulfilled", "fulfilled", "fulfilled", "fulfilled"],
  ]);
  expect(traffic).toEqual({ now: 0, most: 1, read: 6 });
});

test("who gives up while others are before it leaves at once, and is never read", async () => {
  const { traffic, send } = createTraffic();
  const first = Promise.withResolvers<void>();
  const stop = new AbortController();
  const sending = send(first.promise);
  const waiting = send(setImmediate(), stop.signal);
  const last = send(setImmediate());
  stop.abort(new Error("canceled"));
  await expect(waiting).rejects.toThrow("canceled");
  expect(traffic.now).toBe(1);
  first.resolve();
  expect(await sending).toMatchObject({ video_url: address });
  expect(await last).toMatchObject({ video_url: address });
  expect(traffic).toEqual({ now: 0, most: 1, read: 2 });
});
