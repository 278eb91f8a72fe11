import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { afterAll, expect, test } from "vitest";
import { hashPassword } from "../../../app/.server/admin/admin-password";
import { readSecrets } from "../../../app/.server/embedded/secrets";
import { EnvError, readEnv, variableNames } from "../../../app/.server/env";
import { chooseModels } from "../../../app/.server/from-environment";
import { freePort } from "../../e2e/server";
import { emulatedSettings, startEveryEmulator } from "../../emulators/every-emulator";
import { cookiesOf } from "../admin/admin-site";
import { startSite, studioFields, type Visitor, visitorOf } from "../faults/site";
import { leaksIn, readBundle, readEverything } from "./leaks";

const canary = () => `canary${randomBytes(12).toString("hex")}`;
const adminPassword = canary();
const totp = new TOTP({ issuer: "Easel", label: "admin", secret: new Secret({ size: 20 }) });
const secrets = {
  ADMIN_PASSWORD: adminPassword,
  ADMIN_PASSWORD_HASH: await hashPassword(adminPassword),
  ADMIN_TOTP_SECRET: totp.secret.base32,
  BLOB_READ_WRITE_TOKEN: `vercel_blob_rw_store_${canary()}`,
  CRON_SECRET: canary() + canary(),
  FAL_KEY: `${canary()}:${canary()}`,
  GOOGLE_CLIENT_SECRET: canary(),
  GRADIO_SPACES: canary(),
  HF_TOKENS: `hf_${canary()}`,
  METRICS_TOKEN: canary(),
  OTEL_EXPORTER_OTLP_HEADERS: canary(),
  SMTP_URL: canary(),
  VERCEL_OIDC_TOKEN: canary(),
  WAVESPEED_API_KEY: canary(),
};

/** Of a Supabase project: `hosted/site.test.ts` looks for these. */
const ofProject = [
  ...["SUPABASE_SECRET_KEY", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_JWT_SECRET"],
  ...["SUPABASE_PUBLISHABLE_KEY", "SUPABASE_ANON_KEY"],
];

/** Settings that are no secrets, and whose values people may see. */
const open = [
  ...["NODE_ENV", "PORT", "HOST", "MAX_CONNECTIONS", "PUBLIC_ORIGIN", "DATA_DIR", "LOG_LEVEL"],
  ...["HOSTING", "WORKER", "STOP_SECONDS", "SIGNUP_CREDITS", "SIGNUP_AGE"],
  ...["SIGNUP_GRANTS_PER_ADDRESS", "SIGNUP_GRANTS_PER_DAY", "THROWAWAY_EMAIL_DOMAINS"],
  // Google's page has it in its address.
  "GOOGLE_CLIENT_ID",
  ...["EMAIL_CONFIRMATION", "SESSION_IDLE_DAYS", "SESSION_MAX_DAYS", "PASSWORD_BREACH_CHECK"],
  ...["MAIL_FROM", "SUPABASE_URL", "TRUST_PROXY", "ADMIN_MAX_CREDITS", "ADMIN_MAX_CREDITS_A_DAY"],
  ...["ADMIN_CONFIRM_CREDITS", "CLEANUP_TIMER", "SECURITY_CONTACT", "DEFAULT_MODEL"],
  ...["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"],
  ...["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES"],
  ...["OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_BSP_SCHEDULE_DELAY"],
  ...["OTEL_SDK_DISABLED", "CREDIT_WORTH_USD", "BLOB_STORE_ID", "MEDIA_STORE"],
  ...["WORKER_CONCURRENCY", "PROVIDER_EMULATOR", "IMPORT_MAX_GB"],
];

const emulator = await startEveryEmulator();
const site = await startSite({
  env: {
    ...secrets,
    GOOGLE_CLIENT_ID: "1234-easel.apps.googleusercontent.com",
    ...{ ADMIN_PASSWORD: "", NODE_ENV: "test", PROVIDER_EMULATOR: emulator.origin },
    ...{ MEDIA_STORE: "local", SIGNUP_CREDITS: "10000", LOG_LEVEL: "debug" },
    GRADIO_SPACES: `${emulatedSettings.GRADIO_SPACES},our/app=https://easel:${secrets.GRADIO_SPACES}@gpu.example.test/x`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${secrets.OTEL_EXPORTER_OTLP_HEADERS}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
    SMTP_URL: `smtp://easel:${secrets.SMTP_URL}@127.0.0.1:${await freePort()}`,
  },
});
afterAll(() => emulator.close());

let ada: Visitor;
let admin: ReturnType<typeof visitorOf> & { cookie: string };
let canaries: Record<string, string>;
let values: Record<string, string>;
test("secrets are in use wherever they can be", async () => {
  ada = await site.signUp();
  const form = { intent: "sign-in", name: "Grace", next: "/admin" };
  const password = adminPassword;
  const entered = await site.nobody.post("/admin-control", {
    ...{ ...form, password, code: totp.generate() },
  });
  expect(entered.status).toBe(302);
  const cookie = cookiesOf(entered.headers);
  admin = { ...visitorOf(site.origin, cookie), cookie };
  const made = Object.entries((await readSecrets(site.dataDir)) ?? {}).filter(
    ([name, text]) => typeof text === "string" && name !== "publishableKey",
  );
  const cookies = `${ada.cookie}; ${cookie}`.split("; ").map((each) => each.split("="));
  const tokens = cookies.filter(([name = ""]) => /session|admin/.test(name));
  const halves = secrets.FAL_KEY.split(":").map((half, at) => [`FAL_KEY ${at}`, half]);
  canaries = Object.fromEntries([...Object.entries(secrets), ...made, ...tokens, ...halves]);
  expect(tokens.length).toBeGreaterThanOrEqual(2);
  expect(made.length).toBeGreaterThan(3);
  values = { userId: ada.userId };
});

test("every setting has a canary, belongs to a Supabase project, or is no secret", () => {
  const known = [...Object.keys(secrets), ...ofProject, ...open];
  expect(variableNames.filter((name) => !known.includes(name))).toEqual([]);
});

test("what this looks for is found where it is planted, as it is and as it is sent", () => {
  const { FAL_KEY, METRICS_TOKEN, SMTP_URL } = secrets;
  const text = `a ${METRICS_TOKEN}, b ${btoa(`easel:${SMTP_URL}`)} c ${btoa(FAL_KEY)}`;
  expect(leaksIn(text, secrets)).toEqual(["FAL_KEY", "METRICS_TOKEN", "SMTP_URL"]);
});

test("while keys are refused, mails cannot be sent and secrets are guessed, no secret is in an answer", async () => {
  for (const method of ["GET", "POST"])
    emulator.order({ method, path: "/", times: 1000, what: "refuse" });
  const said: string[] = [];
  for (const model of ["flux-schnell", "seedream-5-lite", "z-image-turbo"]) {
    const started = await ada.post("/?index", { ...studioFields(), model });
    said.push(started.text);
    const path = started.headers.get("location");
    if (started.status !== 302 || !path) continue;
    const ended = async () => {
      const [row] = await site.sql<{ status: string }[]>`
        select status from generations where id = ${path.split("/").at(-1) ?? ""}`;
      return row?.status;
    };
    await expect.poll(ended).toBe("failed");
    values["generationId"] = path.split("/").at(-1) ?? "";
    said.push((await ada.get(path)).text);
  }
  expect(values["generationId"]).toBeDefined();
  const [row] = await site.sql<{ email: string }[]>`
    select email from auth.users where id = ${ada.userId}`;
  const guess = { intent: "sign-in", name: "Grace", password: "wrong", code: "000000", next: "/" };
  for (const answer of [
    await site.nobody.post("/forgot-password", { email: row?.email ?? "" }),
    await site.nobody.post("/admin-control", guess),
    await site.nobody.get("/metrics"),
    await site.nobody.get("/readyz"),
    await site.nobody.get("/cron/cleanup"),
  ])
    said.push(JSON.stringify([...answer.headers]), answer.text);
  for (const [path, token] of [
    ["/metrics", secrets.METRICS_TOKEN],
    ["/cron/models", secrets.CRON_SECRET],
  ] as const) {
    const headers = { authorization: `Bearer ${token}` };
    said.push(await (await fetch(site.origin + path, { headers })).text());
  }
  expect(leaksIn(said.join("\n"), canaries)).toEqual([]);
});

test("no page, none of its data and no header holds a secret, whoever reads it", async () => {
  for (const [reader, withData] of [
    [site.nobody, false],
    [ada, true],
    [admin, true],
  ] as const)
    expect(leaksIn(await readEverything(reader, values, withData), canaries)).toEqual([]);
});

test("browsers get no file with a secret, nor with the name of a setting that is one", async () => {
  const bundle = await readBundle();
  expect(leaksIn(bundle, canaries)).toEqual([]);
  const names = [...Object.keys(secrets), ...ofProject];
  expect(names.filter((name) => bundle.includes(name))).toEqual([]);
});

test("the log holds no secret, though it tells of all this", async () => {
  const log = site.output();
  expect(log).toContain("/admin-control");
  expect(leaksIn(log, canaries)).toEqual([]);
});

test("a start that is refused repeats the value of no setting", async () => {
  for (const name of variableNames) {
    const value = `${canary()} \u0007{"<`;
    const given = { [name]: value };
    const said = await refusalOf(async () => readEnv(given));
    expect([name, said.includes(value.slice(0, 24))]).toEqual([name, false]);
  }
  for (const entry of [
    "our app=https://easel:SECRET@gpu.test",
    "a/b=ftp://SECRET@gpu.test",
    "::SECRET@",
  ]) {
    const password = canary();
    const GRADIO_SPACES = entry.replace("SECRET", password);
    const said = await refusalOf(() => chooseModels(readEnv({ GRADIO_SPACES }), fetch));
    expect(said).not.toBe("");
    expect(said).not.toContain(password);
  }
});

async function refusalOf(start: () => Promise<unknown>): Promise<string> {
  try {
    await start();
    return "";
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
}
