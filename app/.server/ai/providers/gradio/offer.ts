import { setTimeout as wait } from "node:timers/promises";
import type { AppFacts } from "./examine";
import type { GradioSpace } from "./spaces";
import { titleOf } from "./title";
import { createVerdicts, type OfferProblem } from "./verdicts";
import { withTimeout } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** The models that can be offered: those of Gradio apps only once their app was seen to do what they ask of it. */
export interface GradioOffer {
  /** As of now. The same list until something changes. */
  models(): readonly ModelDefinition[];
  /** Looks at every app again. Changes what is offered. */
  check(): Promise<OfferProblem[]>;
  stop(): void;
}

export interface GradioOfferOptions {
  known: readonly ModelDefinition[];
  spaces: readonly GradioSpace[];
  /** Errors: AiError. */
  readApp(space: GradioSpace, signal: AbortSignal): Promise<AppFacts>;
  /** Gets what each app calls itself, by Space. */
  titles: Map<string, string>;
  log(line: string): void;
  /** How long the first look at all apps is waited for. */
  firstLookTimeoutMs?: number;
  /** Pause between looks at an app that has not answered; one that has is looked at 15 times less often. */
  retryMs?: number;
}

const lookTimeoutMs = 60_000;
const answeredFactor = 15;

/**
 * Looks at every app and goes on looking, each in its time, until it is stopped. Resolves when all have answered, or
 * after `firstLookTimeoutMs`. What an app said last holds while it does not answer. Logs a line when something is in
 * the way, and when that changes.
 */
export async function openGradioOffer(options: GradioOfferOptions): Promise<GradioOffer> {
  const { known, spaces, readApp, titles, log } = options;
  const { firstLookTimeoutMs = 10_000, retryMs = 60_000 } = options;
  const closing = new AbortController();
  const verdicts = createVerdicts(known);
  const answered = new Set<string>();
  const loggedLines = new Map<string, string>();
  let models = verdicts.offered();

  const look = async (space: GradioSpace): Promise<OfferProblem[]> => {
    const problems = await examineApp(space);
    const lines = problems.map(({ line }) => `GRADIO_SPACES: ${line}`).join("\n");
    if (lines && lines !== loggedLines.get(space.id)) log(lines);
    loggedLines.set(space.id, lines);
    models = verdicts.offered();
    return problems;
  };

  const examineApp = async (space: GradioSpace): Promise<OfferProblem[]> => {
    try {
      const facts = await readApp(space, withTimeout(closing.signal, lookTimeoutMs));
      answered.add(space.id);
      const title = titleOf(facts.config);
      if (title) titles.set(space.id, title);
      return verdicts.judge(space, facts);
    } catch (error) {
      const detail = error instanceof AiError ? error.detail : String(error);
      if (error instanceof AiError && !error.retryable) {
        verdicts.withdraw(space);
        return [{ line: `no model of ${space.id} is offered: ${detail}`, isWrong: true }];
      }
      const later = answered.has(space.id) ? "" : "; its models are offered once it answers";
      return [{ line: `${space.id} could not be asked: ${detail}${later}`, isWrong: false }];
    }
  };

  const keepLooking = async (space: GradioSpace, first: Promise<unknown>): Promise<void> => {
    const pause = { signal: closing.signal, ref: false };
    await first;
    for (;;) {
      await wait(retryMs * (answered.has(space.id) ? answeredFactor : 1), undefined, pause);
      await look(space);
    }
  };

  const firstLooks = spaces.map((space) => {
    const first = look(space);
    keepLooking(space, first).catch((error: unknown) => {
      if (!closing.signal.aborted)
        log(`GRADIO_SPACES: ${space.id} is no longer looked at: ${error}`);
    });
    return first;
  });
  const timeout = wait(firstLookTimeoutMs, undefined, { ref: false });
  await Promise.race([Promise.all(firstLooks), timeout]);
  return {
    models: () => models,
    check: async () => (await Promise.all(spaces.map(look))).flat(),
    stop: () => closing.abort(),
  };
}
