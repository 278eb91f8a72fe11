import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../emulators/emulator.ts";
import { runSupabase } from "./supabase-cli.ts";

const ref = "abcdefghijklmnopqrst";
/** What a live project has: people come to it at an address of its own, and may sign up without a confirmation. */
const live = {
  site_url: "https://easel.example.org",
  uri_allow_list: "https://easel.example.org/**",
  disable_signup: false,
  external_email_enabled: true,
  external_anonymous_users_enabled: false,
  refresh_token_rotation_enabled: true,
  password_min_length: 6,
  mailer_autoconfirm: true,
  smtp_max_frequency: 10,
};

/** The parts of Supabase's Management API that `config push` asks. */
const management = await startEmulator([
  {
    name: "management",
    routes: [
      {
        method: "GET",
        pattern: `/v1/projects/${ref}`,
        answer: () => ({ json: { id: ref, ref, name: "Easel", status: "ACTIVE_HEALTHY" } }),
      },
      {
        method: "GET",
        pattern: `/v1/projects/${ref}/billing/addons`,
        answer: () => ({ json: { selected_addons: [], available_addons: [] } }),
      },
      {
        method: "GET",
        pattern: `/v2/projects/${ref}/config`,
        answer: () => ({ json: { data: { attributes: { auth: live } } } }),
      },
      {
        method: "PATCH",
        pattern: `/v1/projects/${ref}/config/auth`,
        answer: () => ({ status: 503, json: { message: "Not here" } }),
      },
    ],
  },
]);
afterAll(() => management.close());
const profile = join(tmpdir(), `easel-profile-${randomUUID()}.yaml`);
await writeFile(
  profile,
  `name: stand-in\napi_url: ${management.origin}\ndashboard_url: ${management.origin}\nproject_host: localhost\n`,
);
afterAll(() => rm(profile));

/** What `supabase config push` would change of Auth. The stand-in turns the change itself down. */
async function pushConfig(env: Readonly<Record<string, string>> = {}, workdir = ".") {
  management.reset();
  const said = await runSupabase(
    ["config", "push", "--yes", `--remote=${ref}`, `--profile=${profile}`, `--workdir=${workdir}`],
    { SUPABASE_ACCESS_TOKEN: `sbp_${"0".repeat(40)}`, ...env },
  ).catch((error: Error) => error.message);
  const sent = management.received.find(({ method }) => method === "PATCH");
  if (!sent) throw new Error(said);
  return { said, sent: JSON.parse(sent.body.toString()) as Record<string, unknown> };
}

test("a push of the settings leaves a project its own address and redirects, and warns of nothing", async () => {
  const { said, sent } = await pushConfig();
  expect(said).not.toMatch(/deprecated|localhost/);
  expect(Object.keys(sent).toSorted()).toEqual([
    "mailer_autoconfirm",
    "mailer_secure_email_change_enabled",
    "mailer_subjects_confirmation",
    "mailer_subjects_email_change",
    "mailer_subjects_recovery",
    "mailer_templates_confirmation_content",
    "mailer_templates_email_change_content",
    "mailer_templates_recovery_content",
    "mfa_totp_enroll_enabled",
    "mfa_totp_verify_enabled",
    "password_min_length",
    "security_update_password_require_reauthentication",
    "smtp_max_frequency",
  ]);
});

test("a push sets the address that the environment names", async () => {
  const { sent } = await pushConfig({ SUPABASE_AUTH_SITE_URL: "https://other.example.org" });
  expect(sent).toMatchObject({ site_url: "https://other.example.org" });
});

test("the lines about Google are taken as they stand, once their # is gone", async () => {
  const workdir = await mkdtemp(join(tmpdir(), "easel-config-"));
  onTestFinished(() => rm(workdir, { recursive: true }));
  await cp("supabase/templates", join(workdir, "supabase/templates"), { recursive: true });
  const toml = await readFile("supabase/config.toml", "utf8");
  const lines = /^# (\[auth\.external\.google\]|enabled =|client_id =|secret =)/gm;
  expect(toml.match(lines)).toHaveLength(4);
  await writeFile(join(workdir, "supabase/config.toml"), toml.replaceAll(lines, "$1"));
  const { sent } = await pushConfig(
    {
      SUPABASE_AUTH_EXTERNAL_GOOGLE_CLIENT_ID: "123.apps.googleusercontent.com",
      SUPABASE_AUTH_EXTERNAL_GOOGLE_SECRET: "GOCSPX-secret",
    },
    workdir,
  );
  expect(sent).toMatchObject({
    external_google_enabled: true,
    external_google_client_id: "123.apps.googleusercontent.com",
    external_google_secret: "GOCSPX-secret",
  });
});
