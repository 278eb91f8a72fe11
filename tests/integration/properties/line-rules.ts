import type { Model, Observed, Work } from "./model.ts";

/**
 * In what order requests are taken: what was begun first, then one of each person in turn, each person's oldest first.
 */
type Entry = [id: string, work: Work];

export function waitingOf(model: Model, user: string): Entry[] {
  return Object.entries(model.works)
    .filter(([, each]) => each.user === user && each.status === "queued")
    .toSorted(([one, { createdAt }], [other, each]) =>
      createdAt === each.createdAt ? (one < other ? -1 : 1) : createdAt - each.createdAt,
    );
}

/** A new request of somebody who has nothing else waiting is at the end. */
export function joinLine(model: Model, generation: string): void {
  const { user } = model.works[generation]!;
  const isIn = model.line.includes(user) && waitingOf(model, user).length > 1;
  if (!isIn) model.line = [...model.line.filter((each) => each !== user), user];
}

export function rejoinLine(model: Model): void {
  const oldest = (user: string) => waitingOf(model, user)[0]?.[1].createdAt ?? 0;
  const missing = Object.keys(model.people)
    .filter((user) => !model.line.includes(user) && waitingOf(model, user).length > 0)
    .toSorted((one, other) => oldest(one) - oldest(other) || (one < other ? -1 : 1));
  model.line.push(...missing);
}

/** Somebody was served, or has nothing that can be: to the end with whoever has more waiting, out with the others. */
function turnLine(model: Model, user: string, served: string | null): void {
  const hasMore = waitingOf(model, user).some(([id]) => id !== served);
  if (hasMore && served === null) return;
  model.line = [...model.line.filter((each) => each !== user), ...(hasMore ? [user] : [])];
}

/** Serves so many at most, round after round. Changes the line. */
function takeTurns(model: Model, most: number): string[] {
  const taken: string[] = [];
  for (let served = -1; served < taken.length && taken.length < most;) {
    served = taken.length;
    for (const user of [...model.line]) {
      if (taken.length === most) break;
      const next = waitingOf(model, user).find(
        ([id, { message }]) => message === "visible" && !taken.includes(id),
      );
      if (next !== undefined) taken.push(next[0]);
      turnLine(model, user, next?.[0] ?? null);
    }
  }
  return taken;
}

/** How many are really taken before each one that waits: counted by taking them all. */
export function placesOf(model: Model): Map<string, number> {
  const shown = structuredClone(model);
  // Whoever is not in line has just been served.
  const served = Object.keys(model.people).filter((user) => !model.line.includes(user));
  shown.line = [...served.toSorted(), ...model.line];
  for (const each of Object.values(shown.works)) each.message = "visible";
  return new Map(takeTurns(shown, Infinity).map((id, place) => [id, place]));
}

/** Alone, a reader gets exactly what is next; beside others, it may pass over what they are changing. */
export function readQueue(
  model: Model,
  limit: number,
  observed: Observed,
  isBusy: boolean,
): Observed {
  const visible = Object.entries(model.works).filter(([, { message }]) => message === "visible");
  const ids = "reply" in observed ? (observed.reply as string[]) : [];
  const isRight = isBusy ? followBusy(model, ids) : followAlone(model, limit, ids, visible);
  const delivered = visible.filter(([id]) => ids.includes(id));
  for (const [, each] of delivered) each.message = "hidden";
  return isRight && delivered.length === ids.length
    ? { reply: ids }
    : { refused: "another delivery" };
}

function followBusy(model: Model, ids: readonly string[]): boolean {
  for (const id of ids) {
    const each = model.works[id];
    if (each === undefined) return false;
    if (each.status === "queued") turnLine(model, each.user, id);
  }
  return new Set(ids).size === ids.length;
}

function followAlone(
  model: Model,
  limit: number,
  ids: readonly string[],
  visible: readonly Entry[],
): boolean {
  const begun = visible
    .filter(([, each]) => each.status === "running" && !each.isLeaseLive)
    .map(([id]) => id);
  const first = ids.slice(0, Math.min(limit, begun.length));
  const inTurn = takeTurns(model, limit - first.length);
  const second = ids.slice(first.length, first.length + inTurn.length);
  const others = ids.slice(first.length + inTurn.length);
  const left = visible.length - begun.length - inTurn.length;
  return (
    first.every((id) => begun.includes(id)) &&
    second.join() === inTurn.join() &&
    others.length === Math.max(0, Math.min(limit - first.length - inTurn.length, left))
  );
}
