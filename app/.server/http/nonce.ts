import { randomBytes } from "node:crypto";
import { createContext } from "react-router";

/** The nonce that this response's Content-Security-Policy names. Undefined outside a page. */
export const nonceContext = createContext<string | undefined>(undefined);

/** 128 random bits, base64. */
export function createNonce(): string {
  return randomBytes(16).toString("base64");
}
