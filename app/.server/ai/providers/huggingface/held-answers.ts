import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ProviderFile } from "~/domain/media";
import { AiError, type SubmittedJob } from "~/.server/ai/port";

/** A job whose work was done in the one answer to its submit. */
export const answeredJob = z.discriminatedUnion("by", [
  /** Bytes of an answer, in the memory of the process that asked. */
  z.object({ by: z.literal("answer"), held: z.string() }),
  z.object({
    by: z.literal("files"),
    files: z.array(z.object({ url: z.string(), hosts: z.array(z.string()) })).min(1),
  }),
]);

/** An answer that nobody has collected after this time has been given up. */
const expiryMs = 15 * 60_000;
/** One that was collected may be so again, when its files could not be stored. */
const collectedExpiryMs = 3 * 60_000;

export interface HeldAnswers {
  /** Makes a job of an answer: addresses are worth writing down, bytes stay here for a while. */
  keep(files: ProviderFile[]): Pick<SubmittedJob, "job" | "isProcessBound">;
  has(id: string): boolean;
  /** Throws AiError (ambiguous) when the answer is not here. */
  collect(id: string): ProviderFile[];
  delete(id: string): void;
}

/** Answers in this process's memory. `now` is in milliseconds since 1970. */
export function createHeldAnswers(now: () => number): HeldAnswers {
  const held = new Map<string, { files: ProviderFile[]; untilMs: number }>();
  return {
    keep(files) {
      const remote = files.filter((file) => "url" in file);
      if (remote.length === files.length) return { job: { by: "files", files: remote } };
      for (const [id, { untilMs }] of held) if (now() > untilMs) held.delete(id);
      const id = randomUUID();
      held.set(id, { files, untilMs: now() + expiryMs });
      return { job: { by: "answer", held: id }, isProcessBound: true };
    },
    has: (id) => held.has(id),
    collect(id) {
      const answer = held.get(id);
      if (!answer) throw answerGone();
      answer.untilMs = now() + collectedExpiryMs;
      return answer.files;
    },
    delete: (id) => void held.delete(id),
  };
}

/** Who asked has ended with the answer in hand. */
export function answerGone(): AiError {
  return new AiError("ambiguous", { detail: "the answer was lost with the process that had it" });
}
