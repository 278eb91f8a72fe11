import fc from "fast-check";
import type { FailureCode } from "~/domain/generation";
import { type Command, isUnfinished, type Model } from "./model.ts";
import type { System } from "./system.ts";

/** A command before it is known what there is: numbers that pick from what the sequence has made so far. */
export interface Choice {
  type: Command["type"];
  who: number;
  which: number;
  /** Of amounts, keys, kinds, codes and the like. */
  how: number;
}

/** Rows that a transaction holds until every command of a step is done or waits, so that all of them have begun. */
export const held = ["users", "generations", "jobs", "media", "messages"] as const;

/** Commands that run at the same time. */
export interface Step {
  choices: Choice[];
  held: (typeof held)[number] | null;
}

export interface Known {
  deliveries: { generation: string; messageId: number }[];
  messageNumbers: Map<number, number>;
}

const prices = [100, 400, 0, 700];
const kinds = ["image", "edit", "video"] as const;
const amounts = [500, -300, 40, -1500];
const failures: readonly FailureCode[] = ["upstream_failure", "ambiguous", "safety_filter"];
const shares = [0.25, 0.5, 0.75];
const workers = ["one worker", "another worker"];

/** What a sequence is made of, with how often. Changes of the world (time, loss, an admin) come one at a time. */
const weights: [Command["type"], number][] = [
  ["sign up", 1],
  ["start", 12],
  ["read queue", 6],
  ["claim", 12],
  ["heartbeat", 3],
  ["record intent", 2],
  ["withdraw intent", 1],
  ["record job", 2],
  ["report progress", 2],
  ["complete", 5],
  ["fail", 2],
  ["release", 3],
  ["cancel", 3],
  ["sweep", 5],
  ["adjust", 3],
  ["clean up", 2],
  ["save", 2],
  ["trash", 2],
  ["restore", 2],
  ["sign out", 2],
  ["sign in", 2],
  ["delete account", 1],
];
const aboutOne = weights.filter(
  ([type]) => !["sign up", "start", "read queue", "adjust", "delete account"].includes(type),
);
const disturbances: [Command["type"], number][] = [
  ["lapse lease", 3],
  ["lose worker", 6],
  ["pass deadline", 5],
  ["lose message", 2],
  ["show messages", 3],
  ["expire file", 2],
  ["suspend", 1],
  ["unsuspend", 1],
];

const oneOf = (types: [Command["type"], number][]) =>
  fc.record<Choice>({
    type: fc.oneof(...types.map(([type, weight]) => ({ arbitrary: fc.constant(type), weight }))),
    who: fc.nat(2),
    which: fc.nat(5),
    how: fc.nat(11),
  });
const alone = fc.oneof(
  { arbitrary: oneOf(weights), weight: 3 },
  { arbitrary: oneOf(disturbances), weight: 1 },
);
const opening = (...types: Command["type"][]): Step[] =>
  types.map((type, which) => ({ choices: [{ type, who: 0, which, how: 1 }], held: null }));
/** Two people, of whom one has work that is being done, or that a worker did not live to do. */
const openings = [
  opening("sign up", "sign up", "start", "read queue", "claim"),
  opening("sign up", "sign up", "start", "start", "read queue", "claim", "claim", "lose worker"),
];
const sequenceOf = (step: fc.Arbitrary<Step>, minLength: number, maxLength: number) =>
  fc
    .tuple(fc.constantFrom(...openings), fc.array(step, { minLength, maxLength }))
    .map(([first, steps]) => [...first, ...steps]);

const single = alone.map((choice): Step => ({ choices: [choice], held: null }));
const various = fc.array(oneOf(weights), { minLength: 2, maxLength: 5 });
/** The same command several times: double clicks, sweeps and claims of many workers. */
const repeated = fc
  .tuple(oneOf(weights), fc.integer({ min: 2, max: 5 }))
  .map(([choice, times]) => Array.from({ length: times }, () => choice));
/** Different commands about the same thing. */
const contending = fc
  .tuple(oneOf(aboutOne), fc.array(oneOf(aboutOne), { minLength: 2, maxLength: 5 }))
  .map(([{ who, which }, others]) => others.map((choice) => ({ ...choice, who, which })));
const burst = fc.record<Step>({
  choices: fc.oneof(various, repeated, contending),
  held: fc.option(fc.constantFrom(...held), { freq: 2 }),
});

/** One command after the other. */
export const oneByOne = sequenceOf(single, 20, 60);
/** Bursts of commands that run at the same time, and single ones between them. */
export const inBursts = sequenceOf(fc.oneof(burst, single), 10, 30);

const nth = <T>(all: readonly T[], place: number): T | undefined => all[place % all.length];
/** The newest first: most commands are about what has just been made. */
const nthNewest = <T>(all: readonly T[], place: number): T | undefined =>
  nth(all.toReversed(), place);

/** The command that a choice stands for now; null when there is nothing for it yet. */
export function choose(choice: Choice, model: Model, known: Known, system: System): Command | null {
  const { type, who, which, how } = choice;
  const user = nth(Object.keys(model.people), who);
  switch (type) {
    case "sign up":
      return { type, user: crypto.randomUUID() };
    case "read queue":
      return { type, limit: how % 3 === 0 ? 1 : 10 };
    case "sweep":
    case "clean up":
    case "show messages":
      return { type };
    case "claim":
      return chooseClaim(choice, model, known);
    case "lose worker":
      return { type, worker: nth(workers, how)! };
    case "lapse lease":
    case "pass deadline":
    case "lose message":
    case "cancel": {
      const open = Object.entries(model.works).filter(([, each]) => isUnfinished(each));
      if (type !== "cancel") {
        const generation = nthNewest(open, which)?.[0];
        return generation === undefined ? null : { type, generation };
      }
      return user === undefined ? null : chooseCancel(choice, user, model);
    }
    case "expire file": {
      const file = nthNewest(Object.keys(model.files), which);
      return file === undefined ? null : { type, file };
    }
    default:
      if (user === undefined) return null;
      return chooseOfPerson(choice, user, model) ?? chooseOfWorker(choice, model, system);
  }
}

/** Mostly of what nobody works on. */
function chooseClaim({ which, how }: Choice, model: Model, known: Known): Command | null {
  const free = known.deliveries.filter(({ generation }) => {
    const each = model.works[generation]!;
    return isUnfinished(each) && !each.isLeaseLive;
  });
  const delivery = nthNewest(which < 4 && free.length > 0 ? free : known.deliveries, which);
  if (delivery === undefined) return null;
  const messageNumber = known.messageNumbers.get(delivery.messageId)!;
  const worker = nth(workers, how)!;
  return { type: "claim", hand: crypto.randomUUID(), worker, messageNumber, ...delivery };
}

/** Mostly one's own, sometimes someone else's. */
function chooseCancel({ which, how }: Choice, user: string, model: Model): Command | null {
  const all = Object.entries(model.works);
  const own = all.filter(([, each]) => each.user === user);
  const generation = nthNewest(how === 0 ? all : own, which)?.[0];
  return generation === undefined ? null : { type: "cancel", user, generation };
}

function chooseOfPerson(choice: Choice, user: string, model: Model): Command | null {
  const { type, which, how } = choice;
  switch (type) {
    case "start": {
      // A few keys only, and mostly the same input for one key: so that repeats and conflicts come up.
      const key = `key ${which * 4 + (how % 4)}`;
      const hash = how === 0 ? "other input" : `input of ${key}`;
      const source = how % 4 === 1 ? (nth(Object.keys(model.files), which) ?? null) : null;
      const mediaIds = Array.from({ length: 1 + (how % 2) }, () => crypto.randomUUID());
      const [priceEach, kind] = [nth(prices, how)!, nth(kinds, how)!];
      const generation = crypto.randomUUID();
      return { type, user, generation, mediaIds, priceEach, kind, key, hash, source };
    }
    case "adjust":
      return { type, user, delta: nth(amounts, how)!, key: `adjustment ${which}` };
    case "save":
    case "trash":
    case "restore": {
      const some = Object.keys(model.files).filter((_id, place) => (place + which) % 3 < 2);
      const mediaIds = how === 0 ? some : some.filter((id) => model.files[id]!.user === user);
      return { type, user, mediaIds: how % 2 === 0 ? mediaIds : mediaIds.toReversed() };
    }
    case "sign out":
      return { type, user };
    case "sign in":
      return model.people[user]!.isSignedIn || model.people[user]!.isDeleted
        ? null
        : { type, user };
    case "delete account":
    case "suspend":
    case "unsuspend":
      // Without its person there is little left to try, so this is rare.
      if (model.people[user]!.isDeleted || (type === "delete account" && how > 4)) return null;
      return { type, user };
    default:
      return null;
  }
}

/** Mostly a claim that is still good, sometimes one that was lost. */
function chooseOfWorker(choice: Choice, model: Model, system: System): Command | null {
  const { type, which, how } = choice;
  const all = [...system.claims];
  const good = all.filter(([hand, { id }]) => {
    const each = model.works[id]!;
    return each.hand === hand && isUnfinished(each);
  });
  const claim = nthNewest(which < 4 && good.length > 0 ? good : all, which);
  if (claim === undefined) return null;
  const lease = { hand: claim[0], generation: claim[1].id };
  switch (type) {
    case "heartbeat":
    case "record intent":
    case "withdraw intent":
    case "record job":
      return { type, ...lease };
    case "report progress":
      return { type, share: nth(shares, how)!, ...lease };
    case "complete":
      return { type, mediaIds: claim[1].mediaIds.slice(0, how % 4), ...lease };
    case "fail":
      return { type, code: nth(failures, how)!, ...lease };
    case "release":
      return { type, delaySeconds: how % 2 === 0 ? 0 : 60, countsAsAttempt: how % 3 > 0, ...lease };
    default:
      return null;
  }
}
