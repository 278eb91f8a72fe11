import { isDeepStrictEqual } from "node:util";
import { rejoinLine } from "./line-rules.ts";
import {
  type Command,
  giveBack,
  giveUp,
  isUnfinished,
  limits,
  type Model,
  move,
  needsSweep,
  type Observed,
  type Work,
  type WorkerCommand,
} from "./model.ts";

const refused = (code: string): Observed => ({ refused: code });
const replied = (reply: unknown): Observed => ({ reply });
const done = replied(undefined);

export function claim(model: Model, command: Extract<Command, { type: "claim" }>): Observed {
  const each = model.works[command.generation]!;
  if (!isUnfinished(each) || each.messageNumber !== command.messageNumber) {
    if (each.messageNumber === command.messageNumber && each.message !== "lost")
      each.message = "archived";
    return replied(null);
  }
  if (each.isLeaseLive) {
    if (each.message !== "lost") each.message = "hidden";
    return replied(null);
  }
  if (giveUp(model, each)) return replied(null);
  const died = each.hand === null ? 0 : 1;
  if (!hasRoom(model, command.worker, each.deaths + died)) {
    if (each.message !== "lost") each.message = "hidden";
    return replied(null);
  }
  each.status = "running";
  each.attempts += 1 - died;
  each.deaths += died;
  Object.assign(each, { hand: command.hand, worker: command.worker });
  each.isLeaseLive = true;
  return replied({ attempt: each.attempts, submitted: each.intent ? { job: each.job } : null });
}

/** What has outlived workers has fewer of its like beside it with each, and none in the end. */
function hasRoom(model: Model, worker: string, deaths: number): boolean {
  const shareOf = (count: number): number => (count === 0 ? 0 : 4 ** count);
  const held = Object.values(model.works)
    .filter((each) => each.worker === worker && each.isLeaseLive)
    .reduce((sum, each) => sum + shareOf(each.deaths), 0);
  return deaths === 0 || held + shareOf(deaths) <= shareOf(limits.maxDeaths - 1);
}

/** What a worker writes needs its lease to be the last one given out. */
export function work(model: Model, command: WorkerCommand): Observed {
  const each = model.works[command.generation]!;
  const isHeld = each.hand === command.hand;
  if (command.type === "heartbeat") {
    const isAlive = isHeld && each.status === "running";
    if (isAlive) each.isLeaseLive = true;
    if (isAlive && each.message !== "lost") each.message = "hidden";
    const isRefunded = each.status === "failed" || each.status === "canceled";
    return replied(isAlive ? "held" : isRefunded ? "refunded" : "taken");
  }
  if (!isHeld) return refused("stale_lease");
  if (command.type === "complete" && each.status === "succeeded") return done;
  if (command.type === "fail" && each.status === "failed") return done;
  if (each.status !== "running") return refused("stale_lease");
  return workHeld(model, each, command);
}

function workHeld(model: Model, each: Work, command: WorkerCommand): Observed {
  if (command.type === "complete") {
    if (command.mediaIds.length === 0) return refused("invalid_input");
    Object.assign(each, { status: "succeeded", progress: 1, isLeaseLive: false });
    each.made = command.mediaIds.length;
    if (each.message !== "lost") each.message = "archived";
    const { user, isVideo, priceEach } = each;
    const missing = each.mediaIds.filter((id) => !command.mediaIds.includes(id));
    each.refunded = priceEach > 0 ? missing : [];
    missing.forEach(() => move(model.people[user]!, priceEach));
    for (const id of command.mediaIds)
      model.files[id] = { user, isSaved: false, isTrashed: false, isExpired: false, isVideo };
  } else if (command.type === "fail") giveBack(model, each, command.code);
  else if (command.type === "release") {
    Object.assign(each, { hand: null, isLeaseLive: false });
    if (!command.countsAsAttempt) each.attempts -= 1;
    if (each.message !== "lost") each.message = command.delaySeconds > 0 ? "hidden" : "visible";
  } else if (command.type === "record intent") Object.assign(each, { intent: true, job: false });
  else if (command.type === "withdraw intent") Object.assign(each, { intent: false, job: false });
  else if (command.type === "record job") Object.assign(each, { intent: true, job: true });
  else if (command.type === "report progress")
    each.progress = Math.max(each.progress, command.share);
  return done;
}

/** A sweep tells how many, not which: every choice of that many is followed. */
export function followSweep(model: Model, observed: Observed, isBusy: boolean): Model[] {
  return sweeps(model, isBusy).flatMap(({ next, failed, requeued }) =>
    isDeepStrictEqual(replied({ failed, requeued }), observed) ? [next] : [],
  );
}

/** The sweep of a clean-up tells how many at all. */
export function followCleanUpSweep(model: Model, swept: number, isBusy: boolean): Model[] {
  return sweeps(model, isBusy).flatMap(({ next, failed, requeued }) =>
    failed + requeued === swept ? [next] : [],
  );
}

interface Sweep {
  next: Model;
  failed: number;
  requeued: number;
}

/** All that a sweep may have done. */
function sweeps(model: Model, isBusy: boolean): Sweep[] {
  const ids = Object.keys(model.works).filter((id) => needsSweep(model.works[id]!));
  const found: Sweep[] = [];
  for (let choice = 0; choice < 2 ** ids.length; choice += 1) {
    if (!isBusy && choice !== 2 ** ids.length - 1) continue;
    const next = structuredClone(model);
    const chosen = ids.filter((_id, place) => (choice >> place) % 2 === 1);
    const failed = chosen.filter((id) => sweepOne(next, next.works[id]!)).length;
    rejoinLine(next);
    found.push({ next, failed, requeued: chosen.length - failed });
  }
  return found;
}

function sweepOne(model: Model, each: Work): boolean {
  if (giveUp(model, each)) return true;
  Object.assign(each, { messageNumber: each.messageNumber + 1, message: "visible" });
  return false;
}
