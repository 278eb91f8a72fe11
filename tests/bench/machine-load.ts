import { cpus, loadavg } from "node:os";
import { ratio } from "./report.ts";

const now = (): number => loadavg()[0] ?? 0;

/**
 * Notes how busy the machine is from now on. What comes back ends that, and says it in a sentence for below a
 * measurement.
 */
export function watchLoad(): () => string {
  const before = now();
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(now()), 1000);
  return () => {
    clearInterval(timer);
    const mean = seen.reduce((sum, load) => sum + load, 0) / Math.max(1, seen.length);
    const day = new Date().toISOString().slice(0, 10);
    return `Load of the machine, as its average of a minute: ${ratio(before)} when this began, ${ratio(mean)} while it ran (${cpus().length} cores; ${day}).`;
  };
}
