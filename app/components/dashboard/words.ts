/** Everything that the dashboard says, part by part. */
import type { DashboardTableName } from "./tables";

export const screen = {
  days: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
  universal: "Days begin at midnight UTC.",
};

export const range = {
  label: "Days shown",
  links: new Map([
    [1, "Today"],
    [7, "7 days"],
    [30, "30 days"],
    [90, "90 days"],
    [365, "12 months"],
    [0, "All"],
  ]),
  other: "Other days",
  from: "From",
  to: "To",
  show: "Show",
  notes: "About these days",
};

export const figures = {
  people: "People",
  joined: (joined: string) => `${joined} new in these days`,
  newPeople: "New people",
  active: "Active on the last day",
  activePeople: "Active people a day",
  activeMore: (week: string, month: string) => `${week} in 7 days, ${month} in 30`,
  requests: "Requests",
  failed: (share: string) => `${share} failed`,
  noneEnded: "None has ended yet",
  outstanding: "Credits outstanding",
  worth: (usd: string) => `Worth ${usd}`,
  margin: "Left after providers",
  kept: "Credits kept",
  marginMore: (taken: string, cost: string) => `${taken} taken, ${cost} at providers`,
  storage: "Storage",
  files: (files: string) => `${files} files`,
  kinds: "What is stored, by kind",
  spark: (title: string) => `${title}, over these days`,
};

export const plots = {
  numbers: "Show the numbers",
  empty: "Nothing in these days",
  nothing: (title: string) => `${title}: nothing in these days.`,
  label: (title: string, sums: string) => `${title}. Altogether: ${sums}.`,
  downloadOf: (table: string) => `Download as CSV: ${table}`,
};

export const sections = {
  over: "How it went",
  requests: "Requests by kind",
  outcomes: "How requests ended",
  people: "People",
  credits: "Credits",
  models: "Models",
  modelsWords: "Requests count on the day they were asked for, whenever they ended.",
  providers: "Providers",
  providersWords:
    "Every answer of a provider, also of one that was tried before another. Half of the requests take the usual wait at most; waits are right to a tenth.",
  money: "Money",
  moneyWords: (worth: string) =>
    `One credit counts as ${worth} (CREDIT_WORTH_USD). Providers' prices are those of their price lists, for the dearest size where a model chooses it; their bills are not looked at.`,
  lost: "Refunded, but maybe paid for",
  lostWords:
    "The credits went back, and the provider may have charged all the same: the request was canceled or failed after it had been sent.",
  noneLost: "None in these days.",
  storage: "Storage",
  storageWords:
    "What is kept now, whatever the days above. Thumbnails aren't counted. Files stay until they expire or are deleted.",
  latest: "Latest activity",
  noneLatest: "Nobody has made anything yet.",
  cleanUps: "Clean-ups",
  cleanUpsWords: "The latest that did something or failed.",
  noCleanUps: "No clean-up has had anything to do yet.",
  check: "Checks",
} satisfies Record<string, string | ((text: string) => string)>;

export const series = {
  images: "Pictures",
  edits: "Edits",
  videos: "Videos",
  succeeded: "Succeeded",
  failed: "Failed",
  canceled: "Canceled",
  active: "Active a day",
  joined: "New",
  spent: "Charged",
  refunded: "Refunded",
  granted: "Granted",
};

export const latest = {
  who: "Who",
  what: "What",
  how: "How it stands",
  credits: "Credits",
  when: "When",
  deleted: "Deleted account",
  noName: "No name",
  statuses: {
    queued: "Waiting",
    running: "Being made",
    succeeded: "Done",
    failed: "Failed",
    canceled: "Canceled",
  },
};

export const cleanUps = {
  when: "Ended",
  outcome: "Outcome",
  done: "Done",
  failed: "Failed",
  files: "Files expired",
  objects: "Objects deleted",
  orphans: "Strays found",
};

export const check = {
  words:
    "Looks at every balance, entry, request, file and day of counts in the database for what must always hold, a thousand rows at a time. The stored files themselves are checked by: pnpm check.",
  run: "Run checks now",
  usualReason: "Routine check",
  never: "They haven't been run from here yet.",
  running: (place: string) => `Running: ${place}. You can leave this page.`,
  goOn: "Look again",
  places: {
    access: "looking at who may do what",
    users: "looking at balances",
    entries: "looking at the ledger",
    generations: "looking at requests",
    media: "looking at files",
    days: "counting days again",
  } as Readonly<Record<string, string>>,
  fine: "Everything holds",
  wrong: (count: string, isOne: boolean) =>
    isOne ? "1 thing doesn't hold" : `${count} things don't hold`,
  by: (name: string) => `Started by ${name}`,
  more: (count: string) => `And ${count} more. pnpm check lists all of them.`,
};

export const tableTitles: Readonly<Record<DashboardTableName, string>> = {
  days: "By day",
  models: "Models",
  providers: "Providers and routes",
  credits: "Credits by reason",
  money: "Money by model",
  lost: "Refunded, but maybe paid for",
  storage: "Storage",
};
