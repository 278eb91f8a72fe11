import { execFile } from "node:child_process";
import type { Violation } from "./verdict.ts";

/**
 * Runs Easel's own check (`pnpm check`) over the data folder: the database with itself, and every file with its row.
 */
export async function runCheck(program: string, env: Record<string, string>): Promise<Violation[]> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; output: string }>();
  execFile(process.execPath, [program], { env }, (error, stdout, stderr) =>
    resolve({ code: Number(error?.code ?? 0), output: stdout + (error === null ? "" : stderr) }),
  );
  const { code, output } = await promise;
  if (code === 0) return [];
  return output.split("\n").flatMap((sentence) => {
    if (sentence === "") return [];
    return {
      generationId: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(sentence)?.[0] ?? null,
      sentence,
    };
  });
}
