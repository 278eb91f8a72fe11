import { expect, test } from "vitest";
import { testProject } from "../../hosted/project-tests.ts";
import { readTarget } from "../../hosted/target.ts";
import { startHostedSite } from "./site.ts";

const { server, auth } = await startHostedSite({ WORKER: "on", EMAIL_CONFIRMATION: "off" });

testProject(
  {
    url: auth.origin,
    publishableKey: auth.publishableKey,
    secretKey: auth.secretKey,
    jwtSecret: auth.jwtSecret,
  },
  server.origin,
);

test("a project is tested on when the environment names it whole, and not before", () => {
  const given = {
    TEST_SUPABASE_URL: "http://127.0.0.1:54321",
    TEST_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
    TEST_SUPABASE_SECRET_KEY: " ",
  };
  expect(readTarget(given)).toBeNull();
  expect(readTarget({ ...given, TEST_SUPABASE_SECRET_KEY: "sb_secret_x" })).toEqual({
    url: "http://127.0.0.1:54321",
    publishableKey: "sb_publishable_x",
    secretKey: "sb_secret_x",
    jwtSecret: null,
  });
});
