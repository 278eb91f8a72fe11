import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer, Fault, Received } from "./emulator.ts";

/** What a fault has the service say; null: whatever it says by itself. */
export function insteadOf({ headers }: Received, fault: Fault | null): Answer | null {
  if (fault?.what === "answer") return fault.answer ?? null;
  if (fault?.what !== "refuse") return null;
  const words = `Nobody knows ${headers.authorization ?? "a caller without a key"}`;
  return { status: 401, json: { code: 401, message: words, detail: words, error: words } };
}

/** The answer with its body as the fault leaves it. Calls `letWait` where that keeps its reader waiting. */
export function spoil(answer: Answer, fault: Fault | null, letWait: () => void): Answer {
  if (fault?.what === "endless") return { ...bare(answer), stream: endless() };
  const whole = bytesOf(answer);
  if (whole && fault?.what === "cut") {
    const headers = { ...answer.headers, "content-length": String(whole.length) };
    return {
      ...bare(answer),
      headers,
      stream: Readable.from([whole.subarray(0, whole.length / 2)]),
    };
  }
  if (whole && fault?.what === "slow") return { ...bare(answer), stream: slowly(whole, letWait) };
  return answer;
}

function bare({ status, headers }: Answer): Answer {
  return { ...(status && { status }), ...(headers && { headers }) };
}

export function bytesOf({ json, body }: Answer): Buffer | null {
  if (json !== undefined) return Buffer.from(JSON.stringify(json));
  return body === undefined ? null : Buffer.from(body);
}

async function* endless() {
  const chunk = Buffer.alloc(64 * 1024);
  for (;;) {
    yield chunk;
    await wait(0);
  }
}

async function* slowly(bytes: Buffer, letWait: () => void) {
  for (const byte of bytes) {
    yield Uint8Array.of(byte);
    letWait();
    await wait(1000, undefined, { ref: false });
  }
}
