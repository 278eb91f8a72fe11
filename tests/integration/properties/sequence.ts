import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { choose, type Known, type Step } from "./choices.ts";
import { type Command, emptyModel, type Model, needsSweep, type Observed } from "./model.ts";
import { follow } from "./rules.ts";
import type { System } from "./system.ts";
import { viewOf } from "./view.ts";

/**
 * Runs a sequence of steps on an empty database; the commands of one step run at the same time. After every step there
 * must be an order of its commands in which the model gives the same answers and the same database; at the end the
 * invariants must hold.
 */
export async function runSequence(system: System, steps: readonly Step[]): Promise<void> {
  await system.forget();
  let model = emptyModel();
  const known: Known = { deliveries: [], messageNumbers: new Map() };
  for (const { choices, held } of steps) {
    const commands = choices.flatMap((choice) => choose(choice, model, known, system) ?? []);
    if (commands.length === 0) continue;
    const observed = await system.runTogether(commands, commands.length > 1 ? held : null);
    const { view, messages } = await system.look();
    model = explain(model, { commands, observed, view, held });
    numberMessages(known, model, messages);
    learnDeliveries(known, commands, observed, messages);
  }
  expect(await system.world.violations()).toEqual([]);
}

interface Seen extends Pick<Step, "held"> {
  commands: readonly Command[];
  observed: readonly Observed[];
  view: { line: string[] };
}

/** The state of the model after the commands in an order that explains what was seen. Throws when there is none. */
function explain(model: Model, { commands, observed, view, held }: Seen): Model {
  const isBusy = commands.length > 1;
  const answered: Model[] = [];
  const search = (at: Model, left: readonly number[]): Model | null => {
    if (left.length === 0) {
      answered.push(at);
      const isDone = held !== null || isSwept(at, commands);
      // Beside others a reader may have passed somebody over: the line is as it then stands.
      const settled = isBusy ? { ...at, line: view.line } : at;
      return isDone && isDeepStrictEqual(viewOf(settled), view) ? settled : null;
    }
    for (const next of left)
      for (const after of follow(at, commands[next]!, observed[next]!, isBusy)) {
        const found = search(
          after,
          left.filter((each) => each !== next),
        );
        if (found !== null) return found;
      }
    return null;
  };
  const found = search(model, [...commands.keys()]);
  if (found !== null) return found;
  const seen = JSON.stringify(commands.map((command, place) => ({ command, ...observed[place] })));
  if (answered[0] === undefined) throw new Error(`No order of the commands explains ${seen}`);
  expect(view, `what the database holds after ${seen}`).toEqual(viewOf(answered[0]));
  throw new Error(`No order of the commands leaves nothing to sweep: ${seen}`);
}

/** Sweeps look past what others have locked; when only sweeps ran, one of them must have taken each. */
function isSwept(model: Model, commands: readonly Command[]): boolean {
  return (
    commands.some(({ type }) => type !== "sweep") || !Object.values(model.works).some(needsSweep)
  );
}

/** Messages are known by their place among those of one generation, since their ids are the database's own. */
function numberMessages(known: Known, model: Model, messages: ReadonlyMap<string, number>): void {
  for (const [generation, messageId] of messages) {
    const number = model.works[generation]?.messageNumber;
    if (number !== undefined && !known.messageNumbers.has(messageId))
      known.messageNumbers.set(messageId, number);
  }
}

function learnDeliveries(
  known: Known,
  commands: readonly Command[],
  observed: readonly Observed[],
  messages: ReadonlyMap<string, number>,
): void {
  for (const [place, command] of commands.entries()) {
    const seen = observed[place]!;
    if (command.type !== "read queue" || !("reply" in seen)) continue;
    for (const generation of seen.reply as string[])
      known.deliveries.push({ generation, messageId: messages.get(generation)! });
  }
}
