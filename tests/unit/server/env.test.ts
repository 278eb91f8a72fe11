import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EnvError, readEnv, variableNames } from "~/.server/env";

const secret = "f3a91c07d2e84b6f95ac01d7be6248c3";
const hosted = {
  SUPABASE_URL: "https://abc.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_3fA9k2LmQp7",
  SUPABASE_SECRET_KEY: "sb_secret_7Hd82kLmQp3fA9",
};
const production = {
  ...hosted,
  NODE_ENV: "production",
  PUBLIC_ORIGIN: "https://easel.test",
  ADMIN_PASSWORD: "tulip-harbour-49",
  CRON_SECRET: secret,
};

test("needs nothing: without any variable it is a development server on this machine with its own database", () => {
  const env = readEnv({});
  expect(env).toMatchObject({
    mode: "development",
    port: 5000,
    host: "127.0.0.1",
    worker: true,
    supabase: null,
  });
  expect(env).toMatchObject({
    publicOrigin: "http://localhost:5000",
    signupCredits: 10_000,
    trustProxy: "none",
  });
  expect(env.dataDir).toBe(`${process.cwd()}/.data`);
  expect(Object.isFrozen(env)).toBe(true);
});

test("an empty string counts as unset", () => {
  expect(readEnv({ PORT: "", WORKER: " ", SUPABASE_URL: "" })).toEqual(readEnv({}));
});

test("stops within the seconds that it is given, and lets work go on until shortly before", () => {
  expect(readEnv({}).stopping).toEqual({ workMs: 7000, allMs: 9000 });
  expect(readEnv({ STOP_SECONDS: "120" }).stopping).toEqual({ workMs: 117_000, allMs: 119_000 });
  expect(problemsOf({ STOP_SECONDS: "4" })).toHaveLength(1);
});

test("names every problem at once", () => {
  const problems = problemsOf({
    PORT: "0",
    WORKER: "yes",
    SIGNUP_CREDITS: "1e3",
    LOG_LEVEL: "loud",
    SUPABASE_URL: "x",
  });
  const names = problems.map((line) => line.split(" ", 1)[0]);
  expect(names).toEqual([
    "PORT",
    "LOG_LEVEL",
    "WORKER",
    "SIGNUP_CREDITS",
    "SUPABASE_URL",
    "SUPABASE_PUBLISHABLE_KEY",
    "SUPABASE_SECRET_KEY",
  ]);
});

test.each(["80x", "-1", "65536", "5e3", "1.5", "Infinity"])("a port of %s is refused", (PORT) => {
  expect(problemsOf({ PORT })).toEqual(["PORT must be a port number from 1 to 65535"]);
});

test.each(["none", "nginx", "last-hop", "hops:1", "hops:20"])(
  "%s may be trusted to tell addresses",
  (TRUST_PROXY) => {
    expect(readEnv({ TRUST_PROXY }).trustProxy).toBe(TRUST_PROXY);
  },
);

test.each([
  ...[
    "hops",
    "hops:",
    "hops:0",
    "hops:-1",
    "hops:01",
    "hops:1.5",
    "hops:2,3",
    "hops:21",
    "hops: 2",
  ],
  ...["Hops:2", "2", "on", "x-forwarded-for", "hops:2hops:2"],
])("%s is no proxy to trust, which is said in one sentence", (TRUST_PROXY) => {
  expect(problemsOf({ TRUST_PROXY })).toEqual([
    "TRUST_PROXY must be one of none, vercel, fly, cloudflare, nginx, last-hop, or hops: with the number of proxies in front of Easel, from hops:1 to hops:20",
  ]);
});

test("services of throwaway mailboxes are named one by one", () => {
  const own = { THROWAWAY_EMAIL_DOMAINS: "mailbox.example, -kept.example,bücher.example" };
  expect(readEnv(own).throwawayDomains).toEqual([
    ...["mailbox.example", "-kept.example", "bücher.example"],
  ]);
  for (const wrong of ["mailbox", "ada@mailbox.example", "https://mailbox.example", "--a.example"])
    expect(problemsOf({ THROWAWAY_EMAIL_DOMAINS: wrong })[0]).toMatch(
      /^THROWAWAY_EMAIL_DOMAINS must be names such as/,
    );
});

test.each([
  "easel.test",
  "https://easel.test/",
  "https://easel.test/app",
  "ftp://easel.test",
  "https://a b",
])("%s is no public origin", (PUBLIC_ORIGIN) => {
  expect(problemsOf({ PUBLIC_ORIGIN })[0]).toMatch(/^PUBLIC_ORIGIN must be an address/);
});

test("a Supabase project needs all three settings, under their new or their old names", () => {
  const { SUPABASE_SECRET_KEY, ...partly } = hosted;
  expect(problemsOf(partly)).toEqual([
    "SUPABASE_SECRET_KEY is missing: the Supabase settings belong together",
  ]);
  const old = readEnv({
    SUPABASE_URL: hosted.SUPABASE_URL,
    SUPABASE_ANON_KEY: "anon-key-of-the-project",
    SUPABASE_SERVICE_ROLE_KEY: SUPABASE_SECRET_KEY,
  });
  expect(old.supabase).toMatchObject({
    publishableKey: "anon-key-of-the-project",
    secretKey: SUPABASE_SECRET_KEY,
  });
});

test("Google needs a client's id and its secret, and a Supabase project has both itself", () => {
  const google = {
    GOOGLE_CLIENT_ID: "1234-abc.apps.googleusercontent.com",
    GOOGLE_CLIENT_SECRET: "GOCSPX-7Hd82kLmQp3fA9",
  };
  expect(readEnv(google).google).toEqual({
    clientId: google.GOOGLE_CLIENT_ID,
    secret: google.GOOGLE_CLIENT_SECRET,
  });
  expect(readEnv({}).google).toBeNull();
  const problem = (given: Record<string, string>) => () => readEnv(given);
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = google;
  expect(problem({ GOOGLE_CLIENT_ID })).toThrow("GOOGLE_CLIENT_SECRET is missing");
  expect(problem({ GOOGLE_CLIENT_SECRET })).toThrow("GOOGLE_CLIENT_ID is missing");
  expect(problem({ ...google, GOOGLE_CLIENT_ID: "me@example.org" })).toThrow(
    "an OAuth client's id",
  );
  expect(problem({ ...hosted, ...google })).toThrow("give them to your Supabase project");
});

test("one key cannot serve for both", () => {
  expect(problemsOf({ ...hosted, SUPABASE_SECRET_KEY: hosted.SUPABASE_PUBLISHABLE_KEY })).toEqual([
    "SUPABASE_SECRET_KEY must not be the publishable key",
  ]);
});

test.each([
  "your-secret-key-from-the-dashboard",
  "changeme-changeme-changeme-change",
  "x".repeat(40),
  "short",
])("a secret of %s is refused and not repeated", (CRON_SECRET) => {
  const [problem = ""] = problemsOf({ CRON_SECRET });
  expect(problem).toMatch(
    /^CRON_SECRET (must have at least 32 characters|is still the example value)/,
  );
  expect(problem).not.toContain(CRON_SECRET);
});

test("in production with a Supabase project, secrets and https are required", () => {
  expect(readEnv(production)).toMatchObject({
    mode: "production",
    adminPassword: "tulip-harbour-49",
  });
  const { PUBLIC_ORIGIN, CRON_SECRET, ...bare } = production;
  expect(problemsOf(bare).map((line) => line.split(" ", 1)[0])).toEqual([
    "PUBLIC_ORIGIN",
    "CRON_SECRET",
  ]);
  expect(problemsOf({ ...production, PUBLIC_ORIGIN: "http://easel.test" })).toEqual([
    "PUBLIC_ORIGIN must start with https:// with a Supabase project in production",
  ]);
  expect([PUBLIC_ORIGIN, CRON_SECRET]).not.toContain(undefined);
});

test("cleans up by itself with the built-in database, and on a Supabase project where told to", () => {
  expect(readEnv({}).cleanUpTimer).toBe(true);
  expect(readEnv({ CLEANUP_TIMER: "off" }).cleanUpTimer).toBe(false);
  expect(readEnv(production).cleanUpTimer).toBe(false);
  const { CRON_SECRET: _unset, ...rest } = production;
  expect(readEnv({ ...rest, CLEANUP_TIMER: "on" })).toMatchObject({
    ...{ cleanUpTimer: true, cronSecret: null },
  });
  expect(problemsOf({ ...rest, CLEANUP_TIMER: "off" })).toHaveLength(1);
});

test("hosted production needs an admin password or its hash, and not both", () => {
  const { ADMIN_PASSWORD: _unset, ...rest } = production;
  const hash = `scrypt:131072:8:1:${"a".repeat(22)}:${"b".repeat(43)}`;
  expect(problemsOf(rest)).toEqual([expect.stringContaining("ADMIN_PASSWORD_HASH is missing")]);
  expect(readEnv({ ...rest, ADMIN_PASSWORD_HASH: hash })).toMatchObject({
    adminPassword: null,
    adminPasswordHash: hash,
  });
  expect(problemsOf({ ...production, ADMIN_PASSWORD_HASH: hash })).toEqual([
    expect.stringContaining("both set"),
  ]);
  expect(problemsOf({ ...rest, ADMIN_PASSWORD_HASH: "tulip-harbour-49" })).toEqual([
    expect.stringContaining("pnpm admin:password"),
  ]);
});

test("production on the embedded backend needs no secrets, and loopback needs no https", () => {
  expect(readEnv({ NODE_ENV: "production" }).adminPassword).toBeNull();
  expect(readEnv({ ...production, PUBLIC_ORIGIN: "http://localhost:5000" }).publicOrigin).toBe(
    "http://localhost:5000",
  );
});

test("new files go to Vercel Blob when there is a token, unless MEDIA_STORE says otherwise", () => {
  const BLOB_READ_WRITE_TOKEN = "vercel_blob_rw_a1B2c3_9f8e7d6c5b";
  expect(readEnv({})).toMatchObject({ blob: null, mediaStore: "local" });
  expect(readEnv({ BLOB_READ_WRITE_TOKEN })).toMatchObject({
    blob: { token: BLOB_READ_WRITE_TOKEN },
    mediaStore: "vercel-blob",
  });
  expect(readEnv({ BLOB_READ_WRITE_TOKEN, MEDIA_STORE: "local" })).toMatchObject({
    blob: { token: BLOB_READ_WRITE_TOKEN },
    mediaStore: "local",
  });
  expect(() => readEnv({ MEDIA_STORE: "vercel-blob" })).toThrow("BLOB_READ_WRITE_TOKEN is missing");
  expect(() => readEnv({ MEDIA_STORE: "s3" })).toThrow("MEDIA_STORE must be one of");
  expect(() => readEnv({ BLOB_READ_WRITE_TOKEN: "hunter2" })).toThrow("read-write token");
});

test("a Blob store also opens with its id and a project's token, and only with both", () => {
  const BLOB_READ_WRITE_TOKEN = "vercel_blob_rw_a1B2c3_9f8e7d6c5b";
  const project = { BLOB_STORE_ID: "store_a1B2c3", VERCEL_OIDC_TOKEN: "aa.bb.cc" };
  const blob = { storeId: "store_a1B2c3", oidcToken: "aa.bb.cc" };
  expect(readEnv(project)).toMatchObject({ blob, mediaStore: "vercel-blob" });
  expect(readEnv({ ...project, BLOB_READ_WRITE_TOKEN }).blob).toEqual({
    token: BLOB_READ_WRITE_TOKEN,
  });
  expect(readEnv({ VERCEL_OIDC_TOKEN: "aa.bb.cc" })).toMatchObject({
    blob: null,
    mediaStore: "local",
  });
  const { BLOB_STORE_ID, VERCEL_OIDC_TOKEN } = project;
  const [problem, ...others] = problemsOf({ BLOB_STORE_ID });
  expect(problem).toMatch(/^VERCEL_OIDC_TOKEN is missing: /);
  expect(problem).toContain("set BLOB_READ_WRITE_TOKEN instead (Vercel's dashboard has it");
  expect(others).toEqual([]);
  expect(problemsOf({ VERCEL_OIDC_TOKEN, MEDIA_STORE: "vercel-blob" })).toHaveLength(1);
  expect(problemsOf({ ...project, BLOB_STORE_ID: "my store" })).toEqual([
    "BLOB_STORE_ID must be a store's id, such as store_a1B2c3",
  ]);
});

test("traces go where OpenTelemetry's own variables say, and nowhere without them", () => {
  expect(readEnv({ OTEL_SERVICE_NAME: "studio" }).tracing).toBeNull();
  const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318";
  expect(readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: "True" }).tracing).toBeNull();
  expect(readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracing).toEqual({
    url: "http://127.0.0.1:4318/v1/traces",
    protocol: "http/protobuf",
    headers: {},
    resource: { "service.name": "easel" },
    sampler: "parentbased_always_on",
    ratio: 1,
    everyMs: 5000,
  });
  const chosen = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `${OTEL_EXPORTER_OTLP_ENDPOINT}/of/all/`,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20YTpi=, x-scope = 7",
    OTEL_RESOURCE_ATTRIBUTES: "service.name=other,service.version=1%2C2",
    OTEL_TRACES_SAMPLER: "traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.25",
  };
  expect(readEnv(chosen).tracing).toMatchObject({
    url: "http://127.0.0.1:4318/of/all/v1/traces",
    headers: { authorization: "Basic YTpi=", "x-scope": "7" },
    resource: { "service.name": "other", "service.version": "1,2" },
    ratio: 0.25,
  });
  const withKey = readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: "https://a:b@traces.test/in/?key=1" });
  expect(withKey.tracing?.url).toBe("https://a:b@traces.test/in/v1/traces?key=1");
  const both = { ...chosen, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces.test/in?key=1" };
  expect(readEnv({ ...both, OTEL_SERVICE_NAME: "studio" }).tracing).toMatchObject({
    url: "https://traces.test/in?key=1",
    resource: { "service.name": "studio" },
  });
  const wrong = {
    OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_RESOURCE_ATTRIBUTES: "a=%E0%A4%A",
    OTEL_TRACES_SAMPLER: "jaeger_remote",
    OTEL_TRACES_SAMPLER_ARG: "1.5",
  };
  expect(problemsOf(wrong).map((line) => line.split(" ", 1)[0])).toEqual(Object.keys(wrong));
});

test(".env.example explains exactly the variables that are read, and is itself a valid environment", () => {
  const example = readFileSync(".env.example", "utf8");
  const lines = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)];
  expect(lines.map(([, name]) => name)).toEqual(variableNames);
  expect(readEnv(Object.fromEntries(lines.map(([, name, value]) => [name, value])))).toEqual(
    readEnv({ NODE_ENV: "production" }),
  );
});

function problemsOf(variables: Record<string, string | undefined>): readonly string[] {
  try {
    readEnv(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

test("a provider is on when its key is set", () => {
  expect(Object.values(readEnv({}).providers)).toEqual([null, null, null, null]);
  const { providers } = readEnv({
    HF_TOKENS: "hf_aaaabbbb1, hf_ccccdddd2",
    WAVESPEED_API_KEY: "ws-0123456789abcdef",
    FAL_KEY: "0123456789:abcdef0123",
    GRADIO_SPACES: "black-forest-labs/FLUX.1-schnell",
  });
  expect(providers).toEqual({
    huggingFaceTokens: ["hf_aaaabbbb1", "hf_ccccdddd2"],
    wavespeedKey: "ws-0123456789abcdef",
    falKey: "0123456789:abcdef0123",
    gradioSpaces: "black-forest-labs/FLUX.1-schnell",
  });
});

test("on Autoscale the start demands what such a machine cannot keep, and makes no pictures by itself", () => {
  const namesIn = (given: Record<string, string>) =>
    problemsOf({ HOSTING: "autoscale", ...given }).map((line) => line.split(" ", 1)[0]);
  expect(namesIn({})).toEqual(["SUPABASE_URL", "BLOB_READ_WRITE_TOKEN", "CRON_SECRET"]);
  const given = {
    SUPABASE_URL: "https://abc.supabase.co",
    SUPABASE_PUBLISHABLE_KEY: "sb_publishable_0123456789abcdef",
    SUPABASE_SECRET_KEY: "sb_secret_0123456789abcdef0123",
    BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_abc_0123456789",
    CRON_SECRET: "f1e2d3c4b5a697887766554433221100",
    PUBLIC_ORIGIN: "https://easel.replit.app",
    ADMIN_PASSWORD: "tulip-harbour-49",
    NODE_ENV: "production",
  };
  expect(namesIn(given)).toEqual([]);
  expect(readEnv({ ...given, HOSTING: "autoscale" })).toMatchObject({
    worker: false,
    cleanUpTimer: false,
    mediaStore: "vercel-blob",
  });
  expect(namesIn({ ...given, WORKER: "on" })).toEqual(["WORKER"]);
  expect(namesIn({ ...given, MEDIA_STORE: "local" })).toEqual(["MEDIA_STORE"]);
  const { CRON_SECRET: _left, ...without } = given;
  expect(namesIn({ ...without, CLEANUP_TIMER: "on" })).toEqual(["CRON_SECRET"]);
  // What `.replit` tells people to set is all that it takes.
  const replit = readFileSync(".replit", "utf8");
  expect(replit).toContain('deploymentTarget = "autoscale"');
  expect(replit).toContain(
    "HOSTING=autoscale NODE_ENV=production HOST=0.0.0.0 PORT=5000 MALLOC_ARENA_MAX=2 exec",
  );
  expect(Object.keys(given).filter((name) => !replit.includes(name))).toEqual([]);
});

test("several default models stand with commas between them", () => {
  expect(readEnv({}).defaultModels).toEqual([]);
  expect(readEnv({ DEFAULT_MODEL: " flux-dev, wan-2-2," }).defaultModels).toEqual([
    "flux-dev",
    "wan-2-2",
  ]);
});

test.each([
  ["HF_TOKENS", "sk-notoneoftheirs"],
  ["HF_TOKENS", "hf_aaaabbbb1,,"],
  ["FAL_KEY", "short"],
  ["BLOB_READ_WRITE_TOKEN", "vercel"],
  ["WORKER_CONCURRENCY", "0"],
  ["IMPORT_MAX_GB", "0"],
  ["PROVIDER_EMULATOR", "https://example.org"],
])("a %s of %s stops the start", (name, value) => {
  expect(() => readEnv({ [name]: value })).toThrow(name);
});

test("emulated providers are refused in production", () => {
  const emulated = { PROVIDER_EMULATOR: "http://127.0.0.1:5100" };
  expect(readEnv(emulated).providerEmulator).toBe("http://127.0.0.1:5100");
  expect(() => readEnv({ ...emulated, NODE_ENV: "production" })).toThrow("PROVIDER_EMULATOR");
});

test("mails are from the mail account itself, or from a name at the host that people type", () => {
  const senderOf = (given: Record<string, string>) => readEnv(given).smtp?.from;
  expect(readEnv({}).smtp).toBeNull();
  expect(senderOf({ SMTP_URL: "smtps://ann%40mail.test:pw@mail.test" })).toEqual({
    name: "Easel",
    address: "ann@mail.test",
  });
  const relay = { SMTP_URL: "smtp://relay:2525", PUBLIC_ORIGIN: "https://easel.test" };
  expect(senderOf(relay)).toEqual({ name: "Easel", address: "easel@easel.test" });
  expect(senderOf({ SMTP_URL: "smtp://127.0.0.1:2525" })?.address).toBe("easel@localhost");
  expect(senderOf({ ...relay, MAIL_FROM: "Pictures, Inc. <hello@pictures.test>" })).toEqual({
    name: "Pictures, Inc.",
    address: "hello@pictures.test",
  });
  expect(senderOf({ ...relay, MAIL_FROM: "hello@pictures.test" })).toEqual({
    name: "Easel",
    address: "hello@pictures.test",
  });
});

test.each([
  { SMTP_URL: "mail.test" },
  { SMTP_URL: "https://mail.test" },
  { SMTP_URL: "smtp://" },
  { SMTP_URL: "smtp://mail.test?secure=no" },
  { SMTP_URL: "smtp://mail.test/path" },
  { SMTP_URL: "smtp://a:100%@mail.test" },
  { MAIL_FROM: "Easel" },
  { MAIL_FROM: "a@mail.test, b@mail.test" },
  { MAIL_FROM: "Easel <a@mail.test> <b@mail.test>" },
  { MAIL_FROM: "Easel\r\nBcc: x <a@mail.test>" },
])("says what is wrong with %j", (given) => {
  expect(problemsOf(given)).toHaveLength(1);
});

test.each(["FAL_KEY", "WAVESPEED_API_KEY", "HF_TOKENS"])(
  "with %s new accounts start without credits, unless their email is confirmed or somebody chose a number",
  (name) => {
    const paid = {
      [name]: name === "HF_TOKENS" ? "hf_abcdefghij" : "4f1c2a9b8d7e6f50:a1b2c3d4e5f6",
    };
    const grantOf = (given: Record<string, string>) => {
      const { signupCredits, withholdsFirstGrant } = readEnv({ ...paid, ...given });
      return [signupCredits, withholdsFirstGrant];
    };
    expect(grantOf({})).toEqual([0, true]);
    expect(grantOf({ EMAIL_CONFIRMATION: "on" })).toEqual([10_000, false]);
    expect(grantOf({ SIGNUP_CREDITS: "10000" })).toEqual([10_000, false]);
    expect(grantOf({ SIGNUP_CREDITS: "0" })).toEqual([0, false]);
    expect(grantOf({ PROVIDER_EMULATOR: "http://127.0.0.1:5100" })).toEqual([10_000, false]);
  },
);

test("Gradio apps of one's own cost nothing, and change nothing about the first grant", () => {
  expect(readEnv({ GRADIO_SPACES: "owner/space" }).signupCredits).toBe(10_000);
});
