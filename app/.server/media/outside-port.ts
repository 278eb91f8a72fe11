import type { Readable } from "node:stream";
import type { RemoteFile } from "~/domain/media";

/** The only way to a file at an address that came from outside. */
export interface RemoteFiles {
  /**
   * Opens the file. Whoever opens it reads `body` to its end or destroys it; `body` fails when more than `maxBytes`
   * come, or slower than allowed. Errors: forbidden_address, file_gone (the address answers 404, which is retryable, or
   * 410), too_large, unreachable_file (retryable).
   */
  open(
    file: RemoteFile,
    limits: { maxBytes: number; totalSeconds: number },
    signal?: AbortSignal,
  ): Promise<{ body: Readable; declaredType: string | null }>;
}
