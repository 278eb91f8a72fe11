type Fields = Readonly<Record<string, string>>;

/** What was typed in this tab of the browser, by the page that it was typed on. */
interface KeptWords {
  /** Whose it is: empty for a visitor, and then of whoever signs in next. */
  account: string;
  pages: Record<string, Fields>;
}

const place = "easel-words";

function read(account: string): KeptWords {
  const none = { account, pages: {} };
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null") as KeptWords | null;
    return kept && (kept.account === account || kept.account === "") ? { ...kept, account } : none;
  } catch {
    // A browser that keeps nothing, or something that is not ours.
    return none;
  }
}

function write(kept: KeptWords): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Full, or forbidden: the page itself still has what was typed.
  }
}

/** What was typed on a page before, by this account or before signing in. */
export function readWords(account: string, page: string): Fields | null {
  return read(account).pages[page] ?? null;
}

export function keepWords(account: string, page: string, fields: Fields): void {
  const kept = read(account);
  write({ ...kept, pages: { ...kept.pages, [page]: fields } });
}

/** Forgets a prompt on every page that it was kept for. */
export function forgetPrompt(account: string, prompt: string | undefined): void {
  const kept = read(account);
  const others = Object.entries(kept.pages).filter(([, fields]) => fields["prompt"] !== prompt);
  write({ ...kept, pages: Object.fromEntries(others) });
}

/** Forgets everything: for signing out. */
export function forgetWords(): void {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // Nothing is kept where nothing may be.
  }
}
