/** Digits in groups of three with one sign between them, the same throughout. */
const grouped = /^\d{1,3}(?:([ .,'’_])\d{3})(?:\1\d{3})*$/;

/** Full-width digits and signs as plain ones, every kind of space as one, none around. */
function tidy(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim();
}

/**
 * What was typed where only a whole number fits: without spaces around and signs between thousands. Anything else
 * stays.
 */
export function normalizeInteger(text: string): string {
  const tidied = tidy(text);
  return grouped.test(tidied) ? tidied.replace(/\D/g, "") : tidied;
}

/**
 * What was typed where a fraction fits, with a point before it. A sign between thousands is taken where a fraction
 * follows or where the sign can be no decimal one: `1,234` may mean two things, and stays with its comma as a decimal
 * one.
 */
export function normalizeNumber(text: string): string {
  const tidied = tidy(text);
  if (/^\d+,\d+$/.test(tidied)) return tidied.replace(",", ".");
  const [, whole = "", fraction] = /^(.*?)(?:[.,](\d+))?$/.exec(tidied) ?? [];
  const sign = grouped.exec(whole)?.[1];
  if (sign === undefined || sign === tidied.at(whole.length)) return tidied;
  if (fraction === undefined && (sign === "." || sign === ",")) return tidied;
  const digits = whole.replace(/\D/g, "");
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}
