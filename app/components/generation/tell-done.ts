import type { GenerationView } from "~/domain/views";
import { longSeconds } from "~/domain/generation";
import { tell as words } from "./tell-words";

/** A request that has ended. */
export type Done = Pick<GenerationView, "id" | "kind" | "status" | "prompt" | "usualSeconds">;

/** What this browser keeps of an account's wishes: all long work, or these requests. */
interface Wishes {
  all: boolean;
  ids: readonly string[];
}

/** What telling needs of the browser. */
export interface Teller {
  storage: Pick<Storage, "getItem" | "setItem">;
  /** Whether a page is in front that shows what is told of. */
  isLooking(): boolean;
  /** Resolves when a tab in front has had its turn. */
  afterOthers(): Promise<void>;
  /** Runs the work of one tab after that of another. */
  inTurn(work: () => void): Promise<void>;
  show(title: string, body: string, generationId: string): void;
}

const mostKept = 50;
const wishesKey = (accountId: string) => `easel-tell-${accountId}`;
const toldKey = (accountId: string) => `easel-told-${accountId}`;

export function readWishes(storage: Pick<Storage, "getItem">, accountId: string): Wishes {
  const { all = false, ids = [] } = read<Partial<Wishes>>(storage, wishesKey(accountId), {});
  return { all: all === true, ids: Array.isArray(ids) ? ids : [] };
}

export function keepWishes(
  storage: Pick<Storage, "setItem">,
  accountId: string,
  { all, ids }: Wishes,
): void {
  storage.setItem(wishesKey(accountId), JSON.stringify({ all, ids: ids.slice(-mostKept) }));
}

/**
 * Tells the person of requests that have just ended, where that was asked for: once, however many tabs hear of it, and
 * not of one that is before their eyes.
 */
export async function tellDone(
  { storage, isLooking, afterOthers, inTurn, show }: Teller,
  accountId: string,
  ended: readonly Done[],
): Promise<void> {
  const { all, ids } = readWishes(storage, accountId);
  const wanted = ended.filter(
    ({ id, status, usualSeconds }) =>
      status !== "canceled" && (ids.includes(id) || (all && usualSeconds >= longSeconds)),
  );
  if (wanted.length === 0) return;
  if (!isLooking()) await afterOthers();
  await inTurn(() => {
    for (const { id, kind, status, prompt } of wanted) {
      const told = read<string[]>(storage, toldKey(accountId), []);
      if (told.includes(id)) continue;
      storage.setItem(toldKey(accountId), JSON.stringify([...told, id].slice(-mostKept)));
      if (isLooking()) continue;
      show(status === "failed" ? words.failed(kind) : words.done(kind), prompt, id);
    }
  });
}

/** What was kept there, or what stands for nothing. */
function read<Kept>(storage: Pick<Storage, "getItem">, key: string, otherwise: Kept): Kept {
  try {
    return (JSON.parse(storage.getItem(key) ?? "null") as Kept | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}
