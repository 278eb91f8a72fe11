import { domainToASCII } from "node:url";

/** Tells whether an email is at a service that hands out mailboxes to be thrown away. */
export type IsThrowaway = (email: string) => Promise<boolean>;

/**
 * By a list of some 9,000 such services and every host below them, loaded at the first question. `own`: more of them by
 * name; one with a minus before it is none, whatever the list says.
 */
export function createThrowawayCheck(own: readonly string[]): IsThrowaway {
  let loading: Promise<ReadonlySet<string>> | undefined;
  return async (email) => {
    const domains = await (loading ??= load(own));
    return hostsOf(email).some((host) => domains.has(host));
  };
}

async function load(own: readonly string[]): Promise<ReadonlySet<string>> {
  const { disposableEmailBlocklistSet } = await import("disposable-email-domains-js");
  const domains = disposableEmailBlocklistSet();
  for (const name of own) {
    if (name.startsWith("-")) domains.delete(domainOf(name.slice(1)));
    else domains.add(domainOf(name));
  }
  return domains;
}

const domainOf = (text: string): string => domainToASCII(text.trim().replace(/\.$/, ""));

/** The host of an email and those above it, but for the last part alone: `a.example.org`, `example.org`. */
function hostsOf(email: string): string[] {
  const parts = domainOf(email.slice(email.lastIndexOf("@") + 1)).split(".");
  return parts.slice(0, -1).map((_, index) => parts.slice(index).join("."));
}
