import { createHash, createHmac, hkdfSync } from "node:crypto";

export interface LinkTokens {
  /** The 128 bits of a link's address, in 22 characters: the same for the same share. */
  tokenOf(shareId: string): string;
}

/**
 * Derives the tokens of links from the ids of their shares, with a key of its own made from `secretKey`. So their
 * owners see them again, and the database, which holds hashes alone, opens none of them.
 */
export function createLinkTokens(secretKey: string): LinkTokens {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "", "easel shared links", 32));
  return {
    tokenOf: (shareId) =>
      createHmac("sha256", key).update(shareId).digest().subarray(0, 16).toString("base64url"),
  };
}

/** Hex SHA-256, as the database keeps it. */
export const hashOfToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** False for what no link can have: nothing needs to be looked up then. */
export const isToken = (text: string): boolean => /^[\w-]{22}$/.test(text);
