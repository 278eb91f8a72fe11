import { z } from "zod";

const report = z.object({
  advisories: z.record(
    z.string(),
    z.object({
      module_name: z.string(),
      severity: z.string(),
      title: z.string(),
      url: z.string(),
      vulnerable_versions: z.string(),
    }),
  ),
});
const trouble = z.object({ error: z.object({ code: z.string() }) });

export interface Verdict {
  lines: string[];
  exitCode: 0 | 1;
}

/** pnpm's codes for a registry that cannot be reached, or that has no audits, as mirrors often have none. */
const unanswered =
  /^(ERR_PNPM_AUDIT_(BAD_RESPONSE|ENDPOINT_NOT_EXISTS)|ERR_PNPM_META_FETCH_FAIL|E[A-Z]+)$/;

/**
 * What `pnpm audit --json` has printed, in lines for a person. Nothing known: 0. A weakness, or an answer of another
 * kind: 1.
 */
export function verdictOf(output: string): Verdict {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    return { lines: ["pnpm audit gave no answer that can be read."], exitCode: 1 };
  }
  const failed = trouble.safeParse(answer);
  if (failed.success) {
    const { code } = failed.data.error;
    return unanswered.test(code)
      ? { lines: [`Skipped: the registry in use here answers no audits (${code}).`], exitCode: 0 }
      : { lines: [`pnpm audit failed: ${code}`], exitCode: 1 };
  }
  const read = report.safeParse(answer);
  if (!read.success) return { lines: ["pnpm audit gave no answer that can be read."], exitCode: 1 };
  const found = Object.values(read.data.advisories);
  if (found.length === 0)
    return { lines: ["No known weakness in what Easel runs on."], exitCode: 0 };
  const lines = found.map(
    (each) =>
      `${each.severity}: ${each.module_name} ${each.vulnerable_versions}: ${each.title} ${each.url}`,
  );
  return { lines, exitCode: 1 };
}
