import { posix } from "node:path";
import { beforeAll, expect, test } from "vitest";
import lintConfig from "../../../oxlint.config";
import { type Finding, lintPlanted } from "./planted-lint";

/**
 * The import table of docs/architecture.md, one row a folder. A target that starts with `app/` is imported as a
 * relative path, through the alias and as a type; anything else is a package.
 */
interface Row {
  from: string;
  allowed: string[];
  refused: string[];
}

const everyone = ["app/routes/gallery", "app/components/ui/button"];
const capabilities = [
  "account",
  "admin",
  "ai",
  "auth",
  "backup",
  "credits",
  "embedded",
  "gallery",
  "generations",
  "mail",
  "sharing",
  "takeout",
  "tracing",
];

const table: Row[] = [
  {
    from: "app/unlisted-folder/thing.ts",
    allowed: [],
    refused: ["app/domain/credits", "react"],
  },
  {
    from: "app/domain/credits.ts",
    allowed: ["zod", "zod/v4", "./shapes", "~/domain/shapes"],
    refused: ["app/.server/errors", "app/.server/zod", "react", "node:fs", ...everyone],
  },
  {
    from: "app/components/studio/prompt-box.tsx",
    allowed: [
      "react",
      "react-router",
      "radix-ui",
      "class-variance-authority",
      "clsx",
      "~/domain/credits",
      "~/components/ui/button",
    ],
    refused: [
      "app/.server/errors",
      "app/.server/use-cases/start-generation",
      "app/routes/gallery",
      "app/.server/react",
      "@supabase/supabase-js",
      "node:fs",
    ],
  },
  {
    from: "app/routes/gallery.tsx",
    allowed: [
      "./+types/gallery",
      "~/components/ui/button",
      "~/domain/credits",
      "~/.server/use-cases/start-generation",
      "~/.server/container",
      "~/.server/http/respond",
      "~/.server/errors",
      "react-router",
    ],
    refused: [
      "app/.server/media/local-disk",
      "app/.server/media/store-port",
      "app/.server/db/service-client",
      "app/.server/auth/verify-token",
      "app/.server/env",
      "app/routes/studio",
      "@supabase/supabase-js",
      "sharp",
      "postgres",
    ],
  },
  {
    from: "app/root.tsx",
    allowed: ["./app.css?url", "~/.server/http/context", "react-dom/server", "@react-router/node"],
    refused: ["app/.server/env", "app/.server/db/service-client", "@supabase/ssr"],
  },
  {
    from: "app/routes.ts",
    allowed: ["@react-router/dev/routes"],
    refused: ["app/.server/env", "app/routes/gallery", "sharp"],
  },
  {
    from: "app/.server/use-cases/start-generation.ts",
    allowed: ["../media/store-port", "~/.server/media/store-port", "../errors", "~/domain/credits"],
    refused: [
      "app/.server/media/local-disk",
      "app/.server/use-cases/run-generation/run-generation",
      "app/.server/env",
      "app/.server/db/service-client",
      "app/.server/container",
      "react-router",
      "@supabase/supabase-js",
      "sharp",
    ],
  },
  {
    from: "app/.server/use-cases/run-generation/run-generation.ts",
    allowed: ["./journal", "~/.server/media/store-port", "~/domain/credits"],
    refused: ["app/.server/use-cases/start-generation", "app/.server/env", "react-router"],
  },
  {
    from: "app/.server/use-cases/run-generation/journal.ts",
    allowed: ["./lease", "~/.server/ai/port", "~/.server/errors", "node:timers/promises"],
    refused: ["app/.server/use-cases/start-generation", "app/.server/env", "cockatiel"],
  },
  {
    from: "app/.server/use-cases/zip/zip-media.ts",
    allowed: ["./open-or-miss", "../../media/vault-port", "~/domain/credits"],
    refused: ["app/.server/use-cases/start-generation", "app/.server/env", "client-zip"],
  },
  {
    from: "app/.server/use-cases/bring-in/run-imports.ts",
    allowed: ["./things", "../../takeout/port", "../../errors", "node:stream"],
    refused: ["app/.server/use-cases/start-generation", "app/.server/env", "yauzl"],
  },
  {
    from: "app/.server/media/store-port.ts",
    allowed: ["../../domain/credits", "~/domain/credits", "./files-port", "node:stream"],
    refused: ["app/.server/errors", "app/.server/ai/port", "app/.server/media/sniff", "zod"],
  },
  ...capabilities.flatMap((name): Row[] => [
    {
      from: `app/.server/${name}/adapter.ts`,
      allowed: ["./port", "../db/service-client", "../errors", "~/domain/credits", "zod", "sharp"],
      refused: [
        "app/.server/media/store-port",
        "app/.server/media/local-disk",
        "app/.server/env",
        "app/.server/container",
        "app/.server/http/respond",
        "app/.server/use-cases/start-generation",
        "react-router",
        "node:process",
        ...everyone,
      ],
    },
    {
      from: `app/.server/${name}/inner/part.ts`,
      allowed: ["../port", "./other", "../../errors", "~/domain/credits"],
      refused: ["app/.server/media/store-port", "app/.server/env", "react", ...everyone],
    },
  ]),
  ...["media", "db"].flatMap((name): Row[] => [
    {
      from: `app/.server/${name}/adapter.ts`,
      allowed: ["./port", "../errors", "~/domain/credits", "@supabase/supabase-js"],
      refused: ["app/.server/ai/port", "app/.server/env", "react", ...everyone],
    },
    {
      from: `app/.server/${name}/inner/part.ts`,
      allowed: ["../port", "../../errors"],
      refused: ["app/.server/ai/port", "app/.server/env", "react-router", ...everyone],
    },
  ]),
  {
    from: "app/.server/subprocesses/subprocess-pool.ts",
    allowed: ["./subprocess.ts", "node:child_process"],
    refused: ["app/.server/painter/paint", "app/.server/errors", "sharp", ...everyone],
  },
  {
    from: "app/.server/decoders/bound-decoders.ts",
    allowed: ["sharp"],
    refused: ["./other", "app/.server/errors", "node:fs/promises", ...everyone],
  },
  {
    from: "app/.server/painter/paint.ts",
    allowed: [
      "./brush.ts",
      "../subprocesses/subprocess-pool.ts",
      "sharp",
      "node:os",
      "~/domain/credits",
    ],
    refused: [
      "node:child_process",
      "app/.server/retouch/retouch",
      "app/.server/ai/port",
      "app/.server/errors",
      "app/.server/env",
      "react",
      ...everyone,
    ],
  },
  {
    from: "app/.server/retouch/retouch.ts",
    allowed: [
      "./picture.ts",
      "../subprocesses/serve-orders.ts",
      "../decoders/bound-decoders.ts",
      "sharp",
      "~/domain/credits",
    ],
    refused: ["app/.server/painter/paint", "app/.server/ai/port", "react", ...everyone],
  },
  {
    from: "app/.server/ai/providers/retouch/provider.ts",
    allowed: [
      "../built-in/built-in-provider",
      "~/.server/retouch/retouch-messages",
      "~/.server/subprocesses/subprocess-pool",
      "~/.server/ai/port",
    ],
    refused: ["app/.server/painter/paint", "app/.server/media/store-port", "react", ...everyone],
  },
  {
    from: "app/.server/frames/frame-pool.ts",
    allowed: [
      "../motion/read-back.ts",
      "../subprocesses/subprocess-pool.ts",
      "./picture-of.ts",
      "sharp",
    ],
    refused: [...everyone, "app/.server/media/store-port", "app/.server/errors", "react"],
  },
  {
    from: "app/.server/ai/providers/upscaler/provider.ts",
    allowed: ["../built-in/built-in-provider", "~/.server/upscaler/upscaler-messages"],
    refused: ["app/.server/painter/paint", "app/.server/media/store-port", "react", ...everyone],
  },
  {
    from: "app/.server/upscaler/run-network.ts",
    allowed: [
      "./onnx-format.ts",
      "../subprocesses/serve-orders.ts",
      "sharp",
      "onnxruntime-web/wasm",
    ],
    refused: ["app/.server/painter/paint", "app/.server/ai/port", "react", ...everyone],
  },
  {
    from: "app/.server/motion/make-film.ts",
    allowed: [
      "./film.ts",
      "../painter/scene.ts",
      "../subprocesses/subprocess-pool.ts",
      "sharp",
      "~/domain/shapes",
    ],
    refused: ["app/.server/ai/port", "app/.server/errors", "app/.server/env", "react", ...everyone],
  },
  {
    from: "app/.server/ai/providers/motion/provider.ts",
    allowed: [
      "../built-in/built-in-provider",
      "~/.server/motion/motion-pool",
      "~/.server/ai/port",
      "~/.server/errors",
    ],
    refused: ["app/.server/media/store-port", "app/.server/env", "react", ...everyone],
  },
  {
    from: "app/.server/ai/providers/built-in/start-built-in.ts",
    allowed: ["./running-engine", "~/.server/subprocesses/turns", "~/.server/ai/port"],
    refused: ["app/.server/painter/paint", "app/.server/media/store-port", "react", ...everyone],
  },
  {
    from: "app/.server/ai/providers/painter/provider.ts",
    allowed: [
      "../built-in/built-in-provider",
      "~/.server/painter/painter-pool",
      "~/.server/ai/port",
      "~/.server/errors",
    ],
    refused: ["app/.server/media/store-port", "app/.server/env", "react", ...everyone],
  },
  {
    from: "app/.server/ai/providers/fal/provider.ts",
    allowed: ["~/.server/ai/port", "./errors", "@fal-ai/client"],
    refused: ["app/.server/painter/paint", "app/.server/media/store-port", "react", ...everyone],
  },
  {
    from: "app/.server/http/respond.ts",
    allowed: ["../errors", "../container", "../auth/port", "react-router", "~/domain/credits"],
    refused: [
      "app/.server/media/local-disk",
      "app/.server/auth/verify-token",
      "app/.server/db/service-client",
      "postgres",
    ],
  },
  {
    from: "app/.server/main.ts",
    allowed: ["./container", "./env", "./http/server", "./use-cases/start-generation", "node:http"],
    refused: [
      "app/.server/media/local-disk",
      "app/.server/embedded/start",
      "app/.server/emulated-hosts",
      "react",
      "postgres",
    ],
  },
  {
    from: "app/.server/container.ts",
    allowed: ["./media/local-disk", "./embedded/start", "./env", "~/domain/credits"],
    refused: [
      "app/.server/main",
      "app/.server/worker",
      "app/.server/http/respond",
      "react-router",
      ...everyone,
    ],
  },
  {
    from: "app/.server/supabase.ts",
    allowed: ["./embedded/start", "./env", "./db/service-client"],
    refused: ["app/.server/main", "react-router", ...everyone],
  },
  {
    from: "app/.server/work.ts",
    allowed: ["./use-cases/clean-up", "./media/create-media", "./env"],
    refused: ["app/.server/main", "app/.server/http/respond", "react-router", ...everyone],
  },
  {
    from: "app/.server/backups.ts",
    allowed: ["./backup/port", "./embedded/start", "./env"],
    refused: ["app/.server/main", "app/.server/make-backup", "react-router", ...everyone],
  },
  {
    from: "app/.server/make-backup.ts",
    allowed: ["./backups", "./env", "./print-failure", "node:util"],
    refused: ["app/.server/backup/backup-file", "app/.server/embedded/start", "postgres"],
  },
  {
    from: "app/.server/readiness.ts",
    allowed: ["./auth/port", "./db/clients"],
    refused: ["app/.server/main", "app/.server/http/respond", "react-router", ...everyone],
  },
  {
    from: "app/.server/from-environment.ts",
    allowed: ["./media/local-disk", "./embedded/start", "./env"],
    refused: ["app/.server/main", "react-router", ...everyone],
  },
  {
    from: "app/.server/env.ts",
    allowed: ["zod", "node:path", "./env-problems", "~/domain/loopback"],
    refused: ["app/.server/errors", "app/.server/container", "react"],
  },
  { from: "app/.server/errors.ts", allowed: [], refused: ["app/domain/credits", "zod"] },
  { from: "app/.server/semaphore.ts", allowed: [], refused: ["app/.server/errors", "zod"] },
  {
    from: "app/.server/buffer-memory.ts",
    allowed: ["node:v8", "node:vm"],
    refused: ["app/.server/errors", "app/domain/credits", "sharp"],
  },
  { from: "vite.config.ts", allowed: ["node:url"], refused: ["tests/run"] },
  { from: "scripts/dev.ts", allowed: ["node:fs"], refused: ["tests/run"] },
  {
    from: "app/domain/detour.ts",
    allowed: [],
    refused: ["~/domain/../routes/gallery", "./../routes/gallery"],
  },
];

const rule = "eslint(no-restricted-imports)";
const typed = (specifier: string, index: number): string =>
  `import type { Thing as Thing${index} } from "${specifier}";`;

/** A path of ours is written in three ways, a package in two. */
function spellings(from: string, target: string): string[] {
  if (!/^(app|tests)\//.test(target)) return [target];
  const path = posix.relative(posix.dirname(from), target);
  const relative = path.startsWith(".") ? path : `./${path}`;
  return target.startsWith("app/") ? [relative, `~/${target.slice("app/".length)}`] : [relative];
}

interface Case {
  from: string;
  line: number;
  statement: string;
  isRefused: boolean;
}

function casesOf({ from, allowed, refused }: Row): Case[] {
  const specifiers = [
    ...allowed.map((specifier) => ({ specifier, isRefused: false })),
    ...refused.flatMap((target) =>
      spellings(from, target).map((specifier) => ({ specifier, isRefused: true })),
    ),
  ];
  return specifiers
    .flatMap(({ specifier, isRefused }, index) => [
      { statement: `import "${specifier}";`, isRefused },
      { statement: typed(specifier, index), isRefused },
    ])
    .map((planted, index) => ({ ...planted, from, line: index + 1 }));
}

const cases = table.flatMap(casesOf);
let findings: Finding[] = [];

beforeAll(async () => {
  const files = Map.groupBy(cases, ({ from }) => from);
  const texts = [...files].map(([from, planted]): [string, string] => [
    from,
    planted.map(({ statement }) => statement).join("\n"),
  ]);
  findings = await lintPlanted(new Map(texts));
});

const isFound = ({ from, line }: Case): boolean =>
  findings.some(
    (finding) => finding.file === from && finding.line === line && finding.rule === rule,
  );
const statements = (planted: Case[]): string[] => planted.map(({ statement }) => statement);
const rows = [...Map.groupBy(cases, ({ from }) => from)].map(([from, planted]) => ({
  from,
  planted,
}));

test.each(rows)("refuses every forbidden import in $from", ({ planted }) => {
  const refused = planted.filter(({ isRefused }) => isRefused);
  expect(statements(refused.filter((one) => !isFound(one)))).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
});

test.each(rows)("allows every permitted import in $from", ({ planted }) => {
  const allowed = planted.filter(({ isRefused }) => !isRefused);
  expect(statements(allowed.filter(isFound))).toEqual([]);
});

test("plants a violation for every row of the import table", () => {
  const globs = lintConfig.overrides
    .filter(({ rules }) => "no-restricted-imports" in (rules ?? {}))
    .flatMap(({ files }) => files);
  const missing = globs.filter((glob) => !rows.some(({ from }) => posix.matchesGlob(from, glob)));
  expect(missing).toEqual([]);
});
