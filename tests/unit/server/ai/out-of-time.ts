import { vi } from "vitest";
import type { Emulator } from "../../../emulators/emulator";

/**
 * From now on the time that a request may take is over when the emulator lets somebody wait, and never before: no
 * machine is too slow for it, and no test waits.
 */
export function endTimeOnWaiting(emulator: Pick<Emulator, "onWait">): void {
  const running = new Set<AbortController>();
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const limit = new AbortController();
    running.add(limit);
    return limit.signal;
  });
  emulator.onWait(() => {
    for (const limit of running) limit.abort(new DOMException("Too late", "TimeoutError"));
    running.clear();
  });
}
