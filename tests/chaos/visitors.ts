import { setTimeout as wait } from "node:timers/promises";
import { explainPrompt } from "../../app/.server/painter/explain-prompt.ts";
import { skippedWords } from "../../app/domain/prompt-reading.ts";
import { signedInAs } from "../signed-in-as.ts";
import type { Order } from "./schedule.ts";

export interface Visitor {
  index: number;
  /** The value of a Cookie header. */
  cookie: string;
}

export interface Answer {
  status: number;
  location: string | null;
}

const requestMs = 60_000;
const patienceMs = 600_000;
/** The answers to a fault: they promise that the same form can be sent again. */
const again = new Set([429, 502, 503, 504]);

/**
 * Makes an account, the way a browser without scripts does: with another address after an answer that was not final.
 */
export async function signUp(origins: readonly string[], index: number): Promise<Visitor> {
  const deadline = Date.now() + patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    const response = await post(
      origins[(index + attempt) % origins.length]!,
      "/signup",
      "",
      index,
      {
        name: `Person ${index}`,
        email: `person-${index}-${attempt}@example.org`,
        password: `lantern-${index}-harbour`,
        next: "/",
      },
    );
    if (response.status === 302) {
      const cookies = response.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
      return { index, cookie: cookies.join("; ") };
    }
    if (!again.has(response.status) || Date.now() > deadline)
      throw new Error(`Signing up answers ${response.status}`);
  }
}

/**
 * Sends an order's form and goes on sending it, to one web process and the other, until an answer is final.
 * Throws when none is.
 */
export async function placeOrder(
  origins: readonly string[],
  visitor: Visitor,
  order: Order,
  firstOrigin: number,
  prompt = order.prompt,
): Promise<Answer> {
  const { idempotencyKey, count, seed } = order;
  const form = {
    idempotencyKey,
    model: "painter",
    prompt,
    shape: "1:1",
    count: `${count}`,
    seed: `${seed}`,
    // As the page tells everyone before it is paid.
    skippedWords: skippedWords(explainPrompt({ prompt, negativePrompt: "" })),
  };
  return await sendUntilAnswered(origins, visitor, "/?index", firstOrigin, form);
}

/** Cancels a generation. 302 when that came in time, 409 when it had ended. */
export async function cancel(
  origins: readonly string[],
  visitor: Visitor,
  path: string,
  firstOrigin: number,
): Promise<Answer> {
  return await sendUntilAnswered(origins, visitor, path, firstOrigin, { intent: "cancel" });
}

/** Sends a form to one address and the other until an answer is final. Throws when none is. */
export async function sendUntilAnswered(
  origins: readonly string[],
  visitor: Visitor,
  path: string,
  firstOrigin: number,
  fields: Record<string, string>,
): Promise<Answer> {
  const deadline = Date.now() + patienceMs;
  for (let attempt = firstOrigin; Date.now() < deadline; attempt += 1) {
    try {
      const origin = origins[attempt % origins.length]!;
      const response = await post(origin, path, visitor.cookie, visitor.index, fields);
      const location = response.headers.get("location");
      if (!again.has(response.status)) return { status: response.status, location };
    } catch {
      // The process died, stands still, or is not up yet.
    }
    await wait(150);
  }
  throw new Error(`No web process has answered POST ${path} for ${patienceMs / 1000} seconds`);
}

async function post(
  origin: string,
  path: string,
  cookie: string,
  index: number,
  fields: Record<string, string>,
): Promise<Response> {
  const response = await fetch(origin + path, {
    method: "POST",
    body: new URLSearchParams({ ...signedInAs(cookie), ...fields }),
    headers: { cookie, origin, "x-forwarded-for": `10.1.1.${index}` },
    redirect: "manual",
    signal: AbortSignal.timeout(requestMs),
  });
  await response.arrayBuffer();
  return response;
}
