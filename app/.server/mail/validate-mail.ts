import type { Mail } from "./port.ts";

/** One address and nothing else: no list, no name, no comment, nothing that could end a line. */
const oneAddress = /^[^\s"(),:;<>@[\\\]\p{C}]+@[^\s"(),:;<>@[\\\]\p{C}]+$/u;
const oneLine = /^[^\p{C}\u2028\u2029]*$/u;

/**
 * False for a mail whose address or subject holds more than that: it could become a header or another recipient. Pure.
 */
export function isValidMail({ to, subject }: Mail): boolean {
  return oneAddress.test(to) && oneLine.test(subject);
}
