import { cpus } from "node:os";

/** A part of the results: what stands below its heading. */
export interface Section {
  title: string;
  text: string;
}

/** The share of values, 0 to 1, that is not larger. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length - 1) * share)] ?? Number.NaN;
}

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

/** What stands above all sections. */
export function aboutThisRun(): string {
  const [cpu] = cpus();
  const lines = [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), Node ${process.versions.node}.`,
    "Every server in a process of its own with NODE_ENV=production.",
    "The client shares the cores with the servers: trust the ratios, not the absolute numbers.",
    "Made by `pnpm bench`.",
  ];
  return `# Measurements\n\n${lines.join("\n")}\n`;
}

/** The new sections in place of old ones with the same title; the others stay, and new ones come last. */
export function mergeSections(old: string, sections: readonly Section[]): string {
  const [head = "", ...kept] = old.split(/^(?=## )/m);
  for (const { title, text } of sections) {
    const whole = `## ${title}\n\n${text}\n\n`;
    const at = kept.findIndex((part) => part.startsWith(`## ${title}\n`));
    if (at === -1) kept.push(whole);
    else kept[at] = whole;
  }
  return `${[head, ...kept].map((part) => part.trim()).join("\n\n")}\n`;
}
