import { createHash } from "node:crypto";

export interface BreachCheckOptions {
  /** Of the service or of a mirror: `<url>/range/<first five digits>`. */
  url: string;
  fetch: typeof globalThis.fetch;
  /** The service is asked while somebody waits. */
  timeoutMs?: number;
  log(message: string, facts: Record<string, unknown>): void;
}

const defaultTimeoutMs = 2000;
/** Some 1,000 lines; a mirror without an end is not read to it. */
const maxBytes = 1_000_000;

/**
 * Asks Have I Been Pwned's range API whether a password was in a data breach. Only the first five of the forty digits
 * of its SHA-1 leave this machine, the same for some 1,000 breached passwords; padding hides from the line which ones
 * were asked for. False when the service cannot be reached: its trouble keeps nobody from an account. Source:
 * https://haveibeenpwned.com/API/v3#PwnedPasswords
 */
export function createBreachCheck({
  url,
  fetch,
  timeoutMs = defaultTimeoutMs,
  log,
}: BreachCheckOptions): (password: string) => Promise<boolean> {
  return async (password) => {
    const digits = createHash("sha1").update(password).digest("hex").toUpperCase();
    try {
      const response = await fetch(`${url}/range/${digits.slice(0, 5)}`, {
        headers: { "add-padding": "true", "user-agent": "Easel" },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new Error(`It answered ${response.status}`);
      return hasHits(await readCapped(response), digits.slice(5));
    } catch (error) {
      log("The breach check did not get through", { err: error });
      return false;
    }
  };
}

/** A line is `<the other 35 digits>:<count>`; padding has the count 0. */
function hasHits(lines: string, rest: string): boolean {
  const line = lines.split(/\r?\n/).find((each) => each.toUpperCase().startsWith(`${rest}:`));
  return Number(line?.slice(rest.length + 1) ?? 0) > 0;
}

async function readCapped(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxBytes) throw new Error("It did not come to an end");
  }
  return text;
}
