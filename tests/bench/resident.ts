import { readFileSync, writeFileSync } from "node:fs";

export interface Resident {
  beforeBytes: number;
  /** The most that was resident at any moment while the work was done. */
  peakBytes: number;
}

/** The memory of another process while something is done. Linux alone tells it. */
export async function watchResident(pid: number, work: () => Promise<void>): Promise<Resident> {
  // Has the kernel forget the peak so far (proc(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const beforeBytes = read(pid, "VmRSS");
  await work();
  return { beforeBytes, peakBytes: read(pid, "VmHWM") };
}

function read(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
}
