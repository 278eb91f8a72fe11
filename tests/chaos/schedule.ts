import { behaviours, type Behaviour } from "./behaviours.ts";
import { type Crash, crashPoints, rareSteps } from "./crash-points.ts";
import { createRandom, type Random } from "./random.ts";

/** One request of a person, and what its browser does besides sending it once. */
export interface Order {
  person: number;
  idempotencyKey: string;
  prompt: string;
  behaviour: Behaviour;
  count: number;
  seed: number;
  /** Which web process gets each copy of the form; all copies are sent together. */
  copies: readonly number[];
  /** From the answer until the person cancels; null for never. */
  cancelAfterMs: number | null;
  /** Sends the same key with other words afterwards. */
  triesOtherWords: boolean;
  /** The deadline is brought forward to this long after the answer; null leaves it. */
  deadlineAfterMs: number | null;
}

export const faultKinds = [
  "SIGKILL a worker",
  "SIGSTOP a worker",
  "SIGTERM a worker",
  "SIGKILL a web process",
  "SIGSTOP a web process",
  "SIGTERM a web process",
  "SIGKILL PostgreSQL",
  "restart PostgreSQL",
  "drop connections",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** Strikes once that many orders have been placed. */
  afterOrders: number;
  /** Index of the process that it strikes. */
  member: number;
  /** Milliseconds of standstill, or how many connections are dropped. */
  amount: number;
}

export interface Schedule {
  orders: readonly Order[];
  faults: readonly Fault[];
  /** A worker that starts takes the next of each pile and dies at whichever comes first. */
  crashes: { common: readonly Crash[]; rare: readonly Crash[] };
}

export const people = 12;
export const leaseSeconds = 3;
/** Each deadly one costs five workers, which is why there are few. */
const ordersPerDeadly = 100;
const deadlyPlace = 5;

/** Everything that the seed decides. Pure. */
export function makeSchedule(seed: number, orderCount: number): Schedule {
  const random = createRandom(seed);
  const orders = Array.from({ length: orderCount }, (_, index) => makeOrder(random, index));
  return {
    orders,
    faults: makeFaults(random, orderCount),
    crashes: makeCrashes(random, orderCount),
  };
}

function makeOrder(random: Random, index: number): Order {
  const picked = pickBehaviour(random);
  const isDeadly = index % ordersPerDeadly === deadlyPlace;
  const behaviour = isDeadly ? "deadly" : picked;
  const isEndless = behaviour === "endless";
  const isOverdue = isEndless && random.share() < 0.5;
  const isCanceled = (isEndless && !isOverdue) || (random.share() < 0.1 && !isDeadly);
  return {
    person: index % people,
    idempotencyKey: random.uuid(),
    prompt: `${behaviour} lake ${index}`,
    behaviour,
    count: random.between(1, 3),
    seed: random.between(0, 1_000_000),
    copies: Array.from({ length: random.pick([1, 1, 2, 4]) }, () => random.between(0, 1)),
    cancelAfterMs: isCanceled ? random.between(0, 1500) : null,
    triesOtherWords: random.share() < 0.05,
    deadlineAfterMs: isOverdue ? random.between(500, 2000) : null,
  };
}

function pickBehaviour(random: Random): Behaviour {
  const roll = random.share();
  if (roll < 0.6) return "quick";
  return random.pick(behaviours.filter((each) => each !== "quick" && each !== "deadly"));
}

/** About one fault for five orders, every kind as often as the others. */
function makeFaults(random: Random, orderCount: number): Fault[] {
  const rounds = Math.max(1, Math.round(orderCount / 5 / faultKinds.length));
  const kinds = Array.from({ length: rounds }, () => random.shuffle(faultKinds)).flat();
  return kinds.map((kind, index) => ({
    kind,
    afterOrders: Math.floor(((index + 1) * orderCount) / (kinds.length + 1)),
    member: random.between(0, 1),
    amount: amountOf(kind, random),
  }));
}

function amountOf(kind: FaultKind, random: Random): number {
  if (kind === "SIGSTOP a worker") return random.between(leaseSeconds * 800, leaseSeconds * 1600);
  if (kind === "SIGSTOP a web process") return random.between(200, 1500);
  return random.between(1, 12);
}

/** About one crash for three orders, so that most generations survive, and every point several times in a long run. */
function makeCrashes(random: Random, orderCount: number): Schedule["crashes"] {
  const rounds = Math.ceil(orderCount / 3 / crashPoints.length);
  const points = Array.from({ length: rounds }, () => random.shuffle(crashPoints)).flat();
  const isRare = (point: string): boolean => rareSteps.has(point.replace(/^\w+ /, ""));
  return {
    common: points
      .filter((point) => !isRare(point))
      .map((point) => ({ point, nth: random.between(1, 3) })),
    rare: points.filter(isRare).map((point) => ({ point, nth: 1 })),
  };
}
