import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const shared = {
  setupFiles: ["tests/setup-console.ts"],
  restoreMocks: true,
  unstubEnvs: true,
};

export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: {
    // For two cores: many tests wait for a process or a deadline rather than work.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/integration/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { ...shared, name: "live", include: ["tests/live/**/*.test.ts"] },
      },
    ],
  },
});
