import { decodeJwt } from "jose";

/**
 * What opens a private store: its read-write token, which names it, or a project's OIDC token beside the id of a store
 * that the project is connected to.
 */
export type BlobCredentials = { token: string } | { storeId: string; oidcToken: string };

export interface BlobAccess {
  /** For every request of the SDK, so that what it would find in the environment by itself means nothing. */
  sdk: { token: string } | { storeId: string; oidcToken: string };
  /** For the store's own host. */
  bearer: string;
  /** Where objects are read. */
  origin: string;
}

/**
 * Reads credentials; asks nobody. Ids of stores come with and without `store_` before them, and the host is in small
 * letters. Throws a TypeError for a token or an id of another form. Source: the code of @vercel/blob 2.8.
 */
export function createBlobAccess(credentials: BlobCredentials): BlobAccess {
  if ("token" in credentials) {
    const { token } = credentials;
    const [, storeId] = /^vercel_blob_rw_([a-zA-Z0-9]+)_./.exec(token) ?? [];
    if (!storeId) throw new TypeError("Not the read-write token of a Vercel Blob store");
    return { sdk: { token }, bearer: token, origin: originOf(storeId) };
  }
  const { oidcToken } = credentials;
  const [, storeId] = /^(?:store_)?([a-zA-Z0-9]+)$/.exec(credentials.storeId) ?? [];
  if (!storeId || !oidcToken) throw new TypeError("Not the id of a Vercel Blob store");
  return { sdk: { storeId, oidcToken }, bearer: oidcToken, origin: originOf(storeId) };
}

/**
 * A sentence for whoever starts Easel when the credentials run out, as a project's do within hours; null for those that
 * last.
 */
export function expiryWarning(credentials: BlobCredentials): string | null {
  if ("token" in credentials) return null;
  const { exp } = claimsOf(credentials.oidcToken);
  if (exp === undefined) return null;
  const end = new Date(exp * 1000).toISOString();
  return `VERCEL_OIDC_TOKEN opens the Blob store until ${end}, and no file can be read or kept after that. A server of your own wants the store's BLOB_READ_WRITE_TOKEN instead (Vercel's dashboard has it: Storage, the store).`;
}

function claimsOf(token: string): { exp?: number } {
  try {
    return decodeJwt(token);
  } catch {
    // Not for us to judge: the store says what it takes.
    return {};
  }
}

function originOf(storeId: string): string {
  return `https://${storeId.toLowerCase()}.private.blob.vercel-storage.com`;
}
