import { setTimeout as wait } from "node:timers/promises";
import type { AppFacts } from "./examine";
import type { OwnModels } from "./own-models";
import type { GradioSpace } from "./spaces";
import { titleOf } from "./title";
import { createVerdicts, type OfferProblem, type Verdicts } from "./verdicts";
import { withTimeout } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/**
 * The models that can be offered: those of Gradio apps only once their app was seen to do what they ask of it, and as
 * away until then.
 */
export interface GradioOffer {
  /** As of now. The same list until something changes. */
  models(): readonly ModelDefinition[];
  /** All that there are, whether or not they can be offered. The same list until something changes. */
  known(): readonly ModelDefinition[];
  /** Takes over what other processes have read of apps. */
  recall(): Promise<void>;
  /** Looks at every app again. Changes what is offered. */
  check(): Promise<OfferProblem[]>;
  stop(): void;
}

export interface GradioOfferOptions {
  known: readonly ModelDefinition[];
  /** The models that apps themselves tell of. */
  own: OwnModels;
  spaces: readonly GradioSpace[];
  /** Errors: AiError. */
  readApp(space: GradioSpace, signal: AbortSignal): Promise<AppFacts>;
  /** Gets what each app calls itself, by Space. */
  titles: Map<string, string>;
  log(line: string): void;
  /** How long the first look at all apps is waited for. */
  firstLookTimeoutMs?: number;
  /** Pause between looks at an app that does not answer; one that does is looked at 15 times less often. */
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
  const { spaces, log, firstLookTimeoutMs = 10_000, retryMs = 60_000 } = options;
  const closing = new AbortController();
  const { pulse, recall, look, lists } = createLooks(options, closing.signal);

  const keepLooking = async (space: GradioSpace, first: Promise<unknown>): Promise<void> => {
    const pause = { signal: closing.signal, ref: false };
    await first;
    for (;;) {
      await wait(retryMs * (pulse.isWell(space) ? answeredFactor : 1), undefined, pause);
      await look(space);
    }
  };

  await recall();
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
    models: () => lists.offered,
    known: () => lists.known,
    recall,
    check: async () => (await Promise.all(spaces.map(look))).flat(),
    stop: () => closing.abort(),
  };
}

/** Looks at apps one by one, and keeps what comes of it. */
function createLooks(options: GradioOfferOptions, signal: AbortSignal) {
  const { known, own, log } = options;
  const all = () => [...known, ...own.models()];
  const verdicts = createVerdicts(all);
  const pulse = createPulse();
  const loggedLines = new Map<string, string>();
  const lists: { known: readonly ModelDefinition[]; offered: readonly ModelDefinition[] } = {
    known: [],
    offered: [],
  };
  const update = () =>
    Object.assign(lists, { known: all(), offered: verdicts.offered(pulse.isSilent) });

  return {
    pulse,
    lists,
    async recall(): Promise<void> {
      await own.recall();
      update();
    },
    async look(space: GradioSpace): Promise<OfferProblem[]> {
      const problems = await examineApp(space, { ...options, verdicts, pulse, signal });
      const lines = problems.map(({ line }) => `GRADIO_SPACES: ${line}`).join("\n");
      if (lines && lines !== loggedLines.get(space.id)) log(lines);
      loggedLines.set(space.id, lines);
      update();
      return problems;
    },
  };
}

interface Examination extends GradioOfferOptions {
  verdicts: Verdicts;
  pulse: Pulse;
  signal: AbortSignal;
}

async function examineApp(
  space: GradioSpace,
  { readApp, own, titles, verdicts, pulse, signal }: Examination,
): Promise<OfferProblem[]> {
  try {
    const facts = await readApp(space, withTimeout(signal, lookTimeoutMs));
    pulse.heard(space);
    const title = titleOf(facts.config);
    if (title) titles.set(space.id, title);
    const untold = (await own.learn(space, facts)).map((line) => ({ line, isWrong: true }));
    return [...untold, ...verdicts.judge(space, facts)];
  } catch (error) {
    const detail = error instanceof AiError ? error.detail : String(error);
    if (error instanceof AiError && !error.retryable) {
      verdicts.withdraw(space);
      return [{ line: `no model of ${space.id} is offered: ${detail}`, isWrong: true }];
    }
    pulse.missed(space);
    const later = pulse.wasHeard(space) ? "" : "; its models are offered once it answers";
    return [{ line: `${space.id} could not be asked: ${detail}${later}`, isWrong: false }];
  }
}

type Pulse = ReturnType<typeof createPulse>;

/** How apps have answered lately. */
function createPulse() {
  const heard = new Set<string>();
  /** Looks without an answer since the last one with. */
  const misses = new Map<string, number>();
  return {
    heard({ id }: GradioSpace): void {
      heard.add(id);
      misses.delete(id);
    },
    missed: ({ id }: GradioSpace) => void misses.set(id, (misses.get(id) ?? 0) + 1),
    wasHeard: ({ id }: GradioSpace) => heard.has(id),
    isWell: ({ id }: GradioSpace) => heard.has(id) && !misses.has(id),
    /** One look without an answer is no sign that an app is down: a request may still find it well. */
    isSilent: (id: string) => !heard.has(id) || (misses.get(id) ?? 0) > 1,
  };
}
