import { AppError } from "~/.server/errors";

/** What a file system says when it is full, read-only, forbidden, broken, out of handles or not what it should be. */
const storageErrnos = new Set([
  ...["ENOSPC", "EDQUOT", "EFBIG"],
  ...["EROFS", "EACCES", "EPERM"],
  ...["EIO", "ENODEV", "ENXIO", "ESTALE", "ETIMEDOUT"],
  ...["EMFILE", "ENFILE", "EBUSY"],
  ...["ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "ELOOP", "ENAMETOOLONG"],
]);

/** The name of a system error (`ENOSPC`), or null for any other error. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string")
    return null;
  return error.code;
}

/**
 * Runs `work` and turns a file system's errors into `unavailable`, worth another try. Every other error passes
 * unchanged.
 */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!storageErrnos.has(errnoOf(error) ?? "")) throw error;
    throw new AppError("unavailable", { cause: error, retryable: true });
  }
}
