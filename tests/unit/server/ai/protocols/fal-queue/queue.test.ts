import { expect, onTestFinished, test } from "vitest";
import { createFalQueue } from "~/.server/ai/protocols/fal-queue/queue";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import { startEmulator } from "../../../../../emulators/emulator";
import { createFalEmulator } from "../../../../../emulators/fal";
import { idle, rejection } from "../../providers/fal/world";

const token = "hf_gatewaytoken";
const gateway = "https://router.huggingface.co/fal-ai";

/** A gateway that passes fal's queue on, and a queue that is reached through it. */
async function createGateway() {
  const fal = createFalEmulator({
    queueAt: "/router.huggingface.co/fal-ai",
    scheme: "Bearer",
    key: token,
    mediaHost: "v3b.fal.media",
  });
  const emulator = await startEmulator([fal]);
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  const rewriteUrl = (falUrl: string) => {
    const { pathname, searchParams } = new URL(falUrl);
    searchParams.set("_subdomain", "queue");
    return `${gateway}${pathname}?${searchParams}`;
  };
  return {
    emulator,
    queue: createFalQueue({ fetch, authorization: `Bearer ${token}`, rewriteUrl }),
  };
}

test("the same queue is reached through a gateway, with the gateway's own address and key", async () => {
  const { emulator, queue } = await createGateway();
  const endpoint = "fal-ai/flux/dev";
  const requestId = await queue.submit(endpoint, { prompt: "a quiet lake" }, idle);
  expect(await queue.status(endpoint, requestId, idle)).toEqual({
    status: "IN_QUEUE",
    queuePosition: 0,
  });
  await queue.status(endpoint, requestId, idle);
  await queue.status(endpoint, requestId, idle);
  expect(await queue.result(endpoint, requestId, idle)).toMatchObject({
    images: [{ url: expect.stringContaining("https://v3b.fal.media/") }],
  });
  const at = `/router.huggingface.co/fal-ai/fal-ai/flux/requests/${requestId}`;
  expect(emulator.received.map(({ path, query }) => `${path}?${query}`)).toEqual([
    "/router.huggingface.co/fal-ai/fal-ai/flux/dev?_subdomain=queue",
    ...Array.from({ length: 3 }, () => `${at}/status?logs=1&_subdomain=queue`),
    `${at}?_subdomain=queue`,
  ]);
  for (const { headers } of emulator.received)
    expect(headers.authorization).toBe(`Bearer ${token}`);
});

test("a workflow keeps its namespace", async () => {
  const { emulator, queue } = await createGateway();
  const requestId = await queue.submit("workflows/me/poster/fast", { prompt: "a lake" }, idle);
  await queue.cancel("workflows/me/poster/fast", requestId, idle);
  expect(emulator.received.at(-1)?.path).toBe(
    `/router.huggingface.co/fal-ai/workflows/me/poster/requests/${requestId}/cancel`,
  );
});

test("what is asked after an abort is not sent", async () => {
  const { emulator, queue } = await createGateway();
  const reason = new Error("nobody waits");
  const submit = queue.submit("fal-ai/flux/dev", { prompt: "a lake" }, AbortSignal.abort(reason));
  expect(await rejection(submit)).toBe(reason);
  expect(emulator.received).toEqual([]);
});
