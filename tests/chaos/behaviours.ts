/**
 * How a request goes at the provider. `busy`: the first submit is turned away and costs nothing. `refused`: paid, and
 * no picture. `slow`: longer than a lease. `untold`: the provider cannot look a submit up. `endless`: never done.
 * `deadly`: its picture kills every worker that takes it. `short`: one picture fewer than paid for, unless it is the
 * only one.
 */
export const behaviours = [
  "quick",
  "slow",
  "busy",
  "refused",
  "untold",
  "endless",
  "deadly",
  "short",
] as const;
export type Behaviour = (typeof behaviours)[number];
