import { isDeepStrictEqual } from "node:util";
import {
  type Command,
  forgetFile,
  giveBack,
  isUnfinished,
  isVisible,
  limits,
  type Model,
  move,
  newPerson,
  type Observed,
} from "./model.ts";
import { joinLine, readQueue } from "./line-rules.ts";
import { claim, followCleanUpSweep, followSweep, work } from "./work-rules.ts";

const refused = (code: string): Observed => ({ refused: code });
const replied = (reply: unknown): Observed => ({ reply });
const done = replied(undefined);

/**
 * Every state in which the model may be after a command that was answered so; none when that answer is wrong. `isBusy`:
 * other commands ran at the same time, so that what looks past locked rows may have left some of its work to them.
 */
export function follow(
  model: Model,
  command: Command,
  observed: Observed,
  isBusy: boolean,
): Model[] {
  if (command.type === "sweep") return followSweep(model, observed, isBusy);
  // Its sweep comes first.
  const befores =
    command.type === "clean up" ? followCleanUpSweep(model, sweptBy(observed), isBusy) : [model];
  return befores.flatMap((before) => {
    const next = structuredClone(before);
    return isDeepStrictEqual(answer(next, command, observed, isBusy), observed) ? [next] : [];
  });
}

function sweptBy(observed: Observed): number {
  return "reply" in observed ? (observed.reply as { swept: number }).swept : 0;
}

function answer(model: Model, command: Command, observed: Observed, isBusy: boolean): Observed {
  switch (command.type) {
    case "sign up":
      model.people[command.user] = newPerson();
      return done;
    case "sign in":
    case "sign out":
      model.people[command.user]!.isSignedIn = command.type === "sign in";
      return done;
    case "start":
      return start(model, command);
    case "read queue":
      return readQueue(model, command.limit, observed, isBusy);
    case "claim":
      return claim(model, command);
    case "cancel":
      return cancel(model, command);
    case "adjust":
      return adjust(model, command);
    case "clean up":
      return cleanUp(model, observed, isBusy);
    case "save":
    case "trash":
    case "restore":
      return changeFiles(model, command);
    case "delete account":
      return deleteAccount(model, command.user);
    case "heartbeat":
    case "record intent":
    case "withdraw intent":
    case "record job":
    case "report progress":
    case "complete":
    case "fail":
    case "release":
      return work(model, command);
    default:
      disturb(model, command);
      return done;
  }
}

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

function start(model: Model, command: Of<"start">): Observed {
  const { user, generation, mediaIds, priceEach, kind, key, hash, source } = command;
  const person = model.people[user]!;
  if (!person.isSignedIn) return refused("signed_out");
  const earlier = person.keys[key];
  if (earlier !== undefined) {
    if (earlier.hash !== hash) return refused("idempotency_conflict");
    return replied({ generationId: earlier.generation, replayed: true });
  }
  if (person.isSuspended) return refused("suspended");
  const own = Object.values(model.works).filter((each) => each.user === user);
  if (own.filter(isUnfinished).length >= limits.maxRunning) return refused("too_many_running");
  if (own.filter(({ isOld }) => !isOld).length >= limits.startsPerMinute)
    return refused("rate_limited");
  const file = source === null ? undefined : model.files[source];
  const isPicture = isVisible(file) && file.user === user && !file.isVideo;
  if (source !== null && !isPicture) return refused("not_found");
  const price = priceEach * mediaIds.length;
  if (!move(person, -price)) return refused("insufficient_credits");
  person.keys[key] = { hash, generation };
  model.works[generation] = {
    ...{
      user,
      price,
      priceEach,
      mediaIds,
      source,
      status: "queued",
      failure: null,
      attempts: 0,
      deaths: 0,
    },
    ...{ progress: 0, made: 0, refunded: [], hand: null, worker: null, isLeaseLive: false },
    ...{ createdAt: Object.keys(model.works).length, messageNumber: 1, message: "visible" },
    ...{ intent: false, job: false, isOrphan: false, isQuarantined: false },
    ...{ isLate: false, isOld: false, isVideo: kind === "video" },
  };
  joinLine(model, generation);
  return replied({ generationId: generation, replayed: false });
}

function cancel(model: Model, { user, generation }: Of<"cancel">): Observed {
  if (!model.people[user]!.isSignedIn) return refused("signed_out");
  const each = model.works[generation];
  if (each?.user !== user) return refused("not_found");
  if (!isUnfinished(each)) return refused("already_finished");
  giveBack(model, each, null);
  return done;
}

function adjust(model: Model, { user, delta, key }: Of<"adjust">): Observed {
  const person = model.people[user]!;
  if (person.isDeleted) return refused("not_found");
  const earlier = person.adjustments[key];
  if (earlier !== undefined) {
    if (earlier.delta !== delta) return refused("idempotency_conflict");
    return replied(earlier.balance);
  }
  if (!move(person, delta)) return refused("insufficient_credits");
  person.adjustments[key] = { delta, balance: person.credits };
  return replied(person.credits);
}

function cleanUp(model: Model, observed: Observed, isBusy: boolean): Observed {
  const works = Object.values(model.works).filter(isUnfinished);
  const needed = new Set(works.map(({ source }) => source));
  const expired = Object.keys(model.files).filter(
    (id) => model.files[id]!.isExpired && !needed.has(id),
  );
  if (!("reply" in observed)) return refused("no clean-up");
  const { paths, expiredMedia } = observed.reply as { paths: string[]; expiredMedia: number };
  if (!isBusy) for (const id of expired) forgetFile(model, id);
  else {
    // Which rows it took shows in the objects that it hands out.
    const taken = expired.filter((id) => paths.some((path) => path.includes(id)));
    for (const id of taken) forgetFile(model, id);
  }
  const waiting = Object.keys(model.deletions).filter(
    (path) => model.deletions[path] === "waiting",
  );
  const handed = isBusy ? waiting.filter((path) => paths.includes(path)) : waiting;
  for (const path of handed) model.deletions[path] = "taken";
  return replied({
    paths: handed.toSorted(),
    expiredMedia: isBusy ? expiredMedia : expired.length,
    swept: sweptBy(observed),
  });
}

function changeFiles(model: Model, command: Of<"save" | "trash" | "restore">): Observed {
  if (!model.people[command.user]!.isSignedIn) return refused("signed_out");
  const changed = command.mediaIds.filter((id) => {
    const file = model.files[id];
    if (file === undefined || file.user !== command.user || file.isExpired) return false;
    if (command.type === "trash") return true;
    return command.type === "restore" ? file.isTrashed : !file.isTrashed;
  });
  for (const id of changed) {
    const file = model.files[id]!;
    if (command.type === "save") file.isSaved = true;
    else file.isTrashed = command.type === "trash";
  }
  return changed.length === 0 ? refused("not_found") : replied(changed.toSorted());
}

function deleteAccount(model: Model, user: string): Observed {
  for (const each of Object.values(model.works))
    if (each.user === user && isUnfinished(each)) giveBack(model, each, null);
  for (const [id, file] of Object.entries(model.files))
    if (file.user === user) forgetFile(model, id);
  for (const each of Object.values(model.works)) if (each.user === user) each.job = false;
  Object.assign(model.people[user]!, { isDeleted: true, isSignedIn: false, keys: {} });
  return done;
}

/** What happens without anybody asking for it. */
function disturb(model: Model, command: Command): void {
  if (command.type === "suspend") model.people[command.user]!.isSuspended = true;
  if (command.type === "unsuspend") model.people[command.user]!.isSuspended = false;
  if (command.type === "lapse lease") model.works[command.generation]!.isLeaseLive = false;
  if (command.type === "lose worker")
    for (const each of Object.values(model.works))
      if (each.worker === command.worker) each.isLeaseLive = false;
  if (command.type === "pass deadline") {
    const late = model.works[command.generation]!;
    Object.assign(late, { isLate: true, isOld: true, createdAt: late.createdAt - 1_000_000 });
  }
  if (command.type === "lose message") model.works[command.generation]!.message = "lost";
  if (command.type === "show messages")
    for (const each of Object.values(model.works))
      if (each.message === "hidden") each.message = "visible";
  if (command.type === "expire file") {
    const file = model.files[command.file];
    if (file && !(file.isSaved && !file.isTrashed)) file.isExpired = true;
  }
}
