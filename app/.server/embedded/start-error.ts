/**
 * A reason not to start, told in one plain sentence for the person at the terminal. Nothing has been changed when it is
 * thrown.
 */
export class StartError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "StartError";
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the limit for file sizes is reached",
  EROFS: "the file system is read-only",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOTDIR: "part of the path is a file, not a folder",
  ENOENT: "the path cannot be made",
  EEXIST: "a file with that name is in the way",
};

/** Reads the system's error code (`ENOENT`, …) or the SQLSTATE of anything that was thrown. Empty when it has none. */
export function errorCode(cause: unknown): string {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return "";
  return typeof cause.code === "string" ? cause.code : "";
}

/**
 * Turns a failed file operation into a StartError. `doing` completes "Easel cannot …". A StartError passes unchanged.
 */
export function toStartError(cause: unknown, doing: string): StartError {
  if (cause instanceof StartError) return cause;
  const reason =
    reasons[errorCode(cause)] ?? (cause instanceof Error ? cause.message : "unknown reason");
  return new StartError(`Easel cannot ${doing}: ${reason}.`, { cause });
}
