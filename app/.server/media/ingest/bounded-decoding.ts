import { AppError } from "~/.server/errors";

/**
 * Has a picture decoded within a time. What does not come in time is trouble of this machine, everything else the
 * file's own fault. Errors: unavailable (with `slow`), unreadable_media, those of `decode`.
 */
export async function decodeInTime<Decoded>(
  { timeoutSeconds }: { timeoutSeconds: number },
  decode: () => Promise<Decoded>,
): Promise<Decoded> {
  const began = performance.now();
  try {
    return await decode();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const isLate = performance.now() - began >= timeoutSeconds * 1000;
    if (!isLate) throw new AppError("unreadable_media", { cause });
    throw new AppError("unavailable", { cause, retryable: true, facts: { slow: "yes" } });
  }
}
