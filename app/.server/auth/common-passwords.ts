/**
 * Passwords that everybody tries first: the list of `@zxcvbn-ts/language-common`, those of eight characters and more,
 * plus the ones made of our own name. Loaded at the first question, since signing up is rare.
 */
let common: Promise<ReadonlySet<string>> | null = null;

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].map(String).filter((word) => word.length >= 8));
}

/** True for a password that is on the list, in any mix of capitals, or that is our own name with digits around it. */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= load();
  const lower = password.toLowerCase();
  return (await common).has(lower) || /^[\d\W]*easel(studio|app)?[\d\W]*$/.test(lower);
}
