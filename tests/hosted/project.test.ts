import { afterAll } from "vitest";
import { removeDataDir } from "../e2e/server.ts";
import { testProject } from "./project-tests.ts";
import { readTarget, startOn } from "./target.ts";

const target = readTarget();
if (!target) throw new Error("No project is named: `pnpm test:hosted` says how.");
const server = await startOn(target);
afterAll(async () => {
  await server.stop();
  await removeDataDir(server.dataDir);
});
testProject(target, server.origin);
