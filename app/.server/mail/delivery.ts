import { setTimeout as wait } from "node:timers/promises";
import type { SendBySmtp } from "./smtp";
import type { DueMail, Outbox } from "./supabase-outbox";

/** Mails sent at the same time. */
const batchSize = 4;
/** Longer than one mail may take. */
const leaseSeconds = 60;
const defaultIdleMs = 60_000;
const stopTimeoutMs = 3000;

export interface DeliveryOptions {
  outbox: Pick<Outbox, "take" | "done">;
  send: SendBySmtp;
  /** Pause between looks at an outbox where nothing waits. */
  idleMs?: number;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface Delivery {
  /** Looks at the outbox now instead of at the end of the pause. */
  wake(): void;
  /** Takes no more mails, gives running ones a moment, and resolves when it has let go of everything. */
  stop(): Promise<void>;
}

/**
 * Sends what the outbox holds, a few mails at a time. What could not be sent is due again later; trouble is logged by
 * its codes, without the address. A process that dies in between leaves its mails to the next.
 */
export function startDelivery({
  outbox,
  send,
  log,
  idleMs = defaultIdleMs,
}: DeliveryOptions): Delivery {
  const closing = new AbortController();
  const stopping = new AbortController();
  let wakeController = new AbortController();

  const deliver = async (mail: DueMail) => {
    const failure = await send(mail, stopping.signal);
    if (failure && !stopping.signal.aborted) {
      const message = failure.isFinal ? "A mail was refused" : "A mail could not be sent yet";
      log(message, { mail: mail.id, attempt: mail.attempt, ...failure });
    }
    if (!failure || failure.isFinal) await outbox.done(mail.id);
  };

  const deliverDue = async (): Promise<number> => {
    try {
      const { mails, givenUp, nextInSeconds } = await outbox.take(batchSize, leaseSeconds);
      if (givenUp > 0) log("Mails were given up: they could not be sent in time", { givenUp });
      await Promise.all(mails.map(deliver));
      return Math.min(idleMs, mails.length > 0 ? 0 : (nextInSeconds ?? Infinity) * 1000);
    } catch (error) {
      log("The outbox cannot be read", { err: error });
      return idleMs;
    }
  };

  /** Ends early when the bell rings, also when it rang before the pause began. */
  const pause = async (ms: number) => {
    await wait(ms, undefined, { signal: wakeController.signal }).catch(() => {});
    if (wakeController.signal.aborted) wakeController = new AbortController();
  };
  const loop = async () => {
    while (!closing.signal.aborted) {
      const pauseMs = await deliverDue();
      if (!closing.signal.aborted) await pause(pauseMs);
    }
  };
  const looping = loop();

  return {
    wake: () => wakeController.abort(),
    async stop() {
      closing.abort();
      wakeController.abort();
      await Promise.race([looping, wait(stopTimeoutMs, undefined, { ref: false })]);
      stopping.abort(new Error("Easel is stopping"));
      await looping;
    },
  };
}
