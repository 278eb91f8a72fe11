import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/e2e/find-chromium";

const browser = findChromium();
/** Set by the global setup before any worker reads this file. */
const baseURL = process.env["EASEL_TEST_ORIGIN"];
const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/e2e/global-setup.ts",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  retries: 0,
  // Twice the cores of a small machine: a test waits much of its time.
  workers: 4,
  // Generous enough for a machine that is ten times as slow, or as busy, as two idle cores.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: "list",
  use: {
    ...(baseURL === undefined ? {} : { baseURL }),
    locale: "en-US",
    timezoneId: "UTC",
    // No graphics card draws here: what moves costs a processor sixty pictures a second. What moves has its own story.
    reducedMotion: "reduce",
    // What never comes is named long before the whole test's time is over.
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browser.executablePath,
      env: { ...inherited(), ...browser.env },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // For what browsers keep from plain http beyond the machine itself.
        "--host-resolver-rules=MAP *.test 127.0.0.1,MAP *.local 127.0.0.1",
      ],
    },
  },
  projects: [
    { name: "js desktop", use: desktop },
    { name: "js phone", use: phone, grep: /@phone|@everywhere/ },
    {
      name: "nojs desktop",
      use: { ...desktop, javaScriptEnabled: false },
      grep: /@nojs|@everywhere/,
    },
    { name: "nojs phone", use: { ...phone, javaScriptEnabled: false }, grep: /@everywhere/ },
  ],
});

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
