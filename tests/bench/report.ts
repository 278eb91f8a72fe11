import { cpus } from "node:os";

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
export const ratio = (value: number): string => value.toFixed(2);
/** A goal beside what was measured. */
export const verdict = (isMet: boolean): string => (isMet ? "met" : "missed");

export function aboutThisRun(rounds: number, seconds: number): string {
  const [cpu] = cpus();
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), Node ${process.versions.node}.`,
    `Every server in a process of its own with NODE_ENV=production; 50 kept-alive connections; ${rounds} alternating rounds of ${seconds} s; medians.`,
    "The client shares the cores with the servers: trust the ratios, not the absolute numbers.",
  ].join("\n");
}
