import { format } from "node:util";
import { afterEach, beforeEach, vi } from "vitest";

/** A test that says something on the console, unasked, fails: warnings are faults nobody has looked at yet. */
const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;
let said: string[] = [];

beforeEach(() => {
  said = [];
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      said.push(`console.${method}: ${format(...words)}`);
    });
  }
});

afterEach(() => {
  if (said.length > 0) throw new Error(`Unexpected console output\n${said.join("\n")}`);
});
