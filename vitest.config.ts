import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Generous enough for a machine that is ten times as slow, or as busy, as two idle cores. */
const patienceMs = 300_000;

const shared = {
  // Each file cleans up after itself: what it imports need not be loaded again for the next one.
  isolate: false,
  setupFiles: ["tests/setup-console.ts"],
  restoreMocks: true,
  unstubEnvs: true,
  testTimeout: patienceMs,
  hookTimeout: patienceMs,
  expect: { poll: { timeout: 120_000, interval: 10 } },
  // A failure's message says in full what was found: it may be all that is left of it.
  chaiConfig: { truncateThreshold: 2000 },
};

export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: {
    // For two cores: many tests wait for a process or a deadline rather than work.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/integration/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: { ...shared, name: "hosted", include: ["tests/hosted/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { ...shared, name: "live", include: ["tests/live/**/*.test.ts"] },
      },
    ],
  },
});
