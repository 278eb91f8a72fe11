import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { measureClientJs } from "./client-js.ts";
import { type Load, measureLoad, type Target } from "./load.ts";
import { makeNextApp } from "./next-app.ts";
import { aboutPages, median, ratio, type Section, table, verdict, whole } from "./report.ts";
import { type BenchServer, startNode } from "./servers.ts";
import { type BenchPerson, makePerson } from "./visitor.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const seconds = Number(process.env["BENCH_SECONDS"] ?? 4);
const starts = Number(process.env["BENCH_STARTS"] ?? 3);

const startBare = (): Promise<BenchServer> => startNode(["tests/bench/bare/server.ts"], {});
const startEasel = (dataDir: string): Promise<BenchServer> =>
  startNode(["build/main.js"], { DATA_DIR: dataDir, HOST: "127.0.0.1" });

async function coldStarts(folder: string): Promise<string> {
  const first: number[] = [];
  const warm: number[] = [];
  const bare: number[] = [];
  for (let index = 0; index < starts; index += 1) {
    const dataDir = join(folder, `start-${index}`);
    first.push(await timeStart(() => startEasel(dataDir)));
    warm.push(await timeStart(() => startEasel(dataDir)));
    bare.push(await timeStart(startBare));
  }
  const row = (name: string, times: number[], goalMs: number | null): (string | number)[] => [
    name,
    whole(median(times)),
    goalMs === null ? "" : `under ${whole(goalMs)}: ${verdict(median(times) < goalMs)}`,
  ];
  return table(
    ["from starting the process to the first 200", "ms", "wanted"],
    [
      row("Easel, first time: makes its database", first, 6000),
      row("Easel, later", warm, 2000),
      row("bare page", bare, null),
    ],
  );
}

async function timeStart(start: () => Promise<BenchServer>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.coldStartMs;
}

async function throughput(
  targets: Record<string, Target>,
  goals: Record<string, number>,
): Promise<string> {
  const loads = new Map<string, Load[]>(Object.keys(targets).map((name) => [name, []]));
  for (const target of Object.values(targets)) await measureLoad(target, 2);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      loads.get(name)!.push(await measureLoad(target, seconds));
    }
  }
  const of = (name: string, pick: (load: Load) => number): number =>
    median(loads.get(name)!.map(pick));
  const base = of("bare page", (load) => load.requestsPerSecond);
  return table(
    ["page", "requests/s", "of bare", "wanted", "median ms", "p99 ms", "bytes"],
    Object.keys(targets).map((name) => {
      const share = of(name, (load) => load.requestsPerSecond) / base;
      const goal = goals[name];
      return [
        name,
        whole(share * base),
        ratio(share),
        goal === undefined ? "" : `${ratio(goal)}: ${verdict(share >= goal)}`,
        whole(of(name, (load) => load.medianMs)),
        whole(of(name, (load) => load.p99Ms)),
        whole(of(name, (load) => load.bytes)),
      ];
    }),
  );
}

async function clientJs(easel: string, bare: string, person: BenchPerson): Promise<string> {
  const floor = await measureClientJs(bare);
  const spoken = ["/about-models", "/privacy", "/terms"];
  const visited = ["/", "/login", "/signup", "/forgot-password"];
  const own = [
    "/",
    "/gallery",
    person.generationPath,
    person.picturePath,
    "/account",
    "/account/credits",
  ];
  const routes = [
    ...visited.map((path) => [path, ""]),
    ...own.map((path) => [path, person.cookie]),
  ];
  const rows = [["bare page (the floor)", floor.files, whole(floor.brotliBytes), "", ""]];
  for (const [path = "", cookie = ""] of routes) {
    const js = await measureClientJs(easel + path, cookie);
    const over = js.brotliBytes - floor.brotliBytes;
    const name = path.replace(/[0-9a-f-]{36}/, ":id") + (cookie ? ", signed in" : "");
    rows.push([name, js.files, whole(js.brotliBytes), whole(over), verdict(over <= 12_000)]);
  }
  for (const path of spoken) {
    const js = await measureClientJs(easel + path);
    rows.push([path, js.files, whole(js.brotliBytes), "", verdict(js.files === 0)]);
  }
  return table(["route", "files", "brotli bytes", "over the floor", "wanted"], rows);
}

/**
 * Requests per second against a bare React Router page (and a bare Next.js page with BENCH_NEXT=1) in alternating rounds, cold
 * starts, and client JavaScript per route.
 */
export async function measurePages(folder: string): Promise<Section[]> {
  const build = ["node_modules/@react-router/dev/bin.js", "build", "tests/bench/bare"];
  execFileSync(process.execPath, build, { stdio: ["ignore", "ignore", "inherit"] });
  const cold = await coldStarts(folder);
  const running: BenchServer[] = [];
  const keep = async (server: Promise<BenchServer>): Promise<string> => {
    running.push(await server);
    return running.at(-1)!.origin;
  };
  try {
    const bare = await keep(startBare());
    const easel = await keep(startEasel(join(folder, "load")));
    const person = await makePerson(easel);
    const js = await clientJs(easel, bare, person);
    const next = process.env["BENCH_NEXT"] === "1" ? await keep(startNext()) : null;
    const targets = (encoding: Record<string, string>): Record<string, Target> => ({
      "bare page": { url: bare, headers: encoding },
      "studio, signed out": { url: easel, headers: encoding },
      "studio, signed out, rendered each time": { url: `${easel}/?seed=7`, headers: encoding },
      "studio, signed in": { url: easel, headers: { ...encoding, cookie: person.cookie } },
      ...(next && { "bare page in Next.js": { url: next, headers: encoding } }),
    });
    const goals = { "studio, signed out": 0.5, "studio, signed in": 0.2 };
    const plain = await throughput(targets({}), goals);
    const compressed = await throughput(targets({ "accept-encoding": "gzip" }), {});
    return sectionsOf({ cold, plain, compressed, js });
  } finally {
    await Promise.all(running.map((server) => server.stop()));
  }
}

async function startNext(): Promise<BenchServer> {
  const app = await makeNextApp();
  return startNode(["node_modules/next/dist/bin/next", "start"], {}, app);
}

function sectionsOf(parts: Record<"cold" | "plain" | "compressed" | "js", string>): Section[] {
  const load = [
    `${aboutPages(rounds, seconds)} The bare page is one React Router page without style sheet, session or database (` +
      "`tests/bench/bare`" +
      `), behind the same server parts. Visitors share a page that is rendered once a second and gets a nonce of its own each time (` +
      "`app/.server/http/visitor-pages.ts`" +
      `); the row below it asks with a query, which is never shared. Signed in, each page is one database call after the session check, on the built-in database.`,
    parts.plain,
    "The same with gzip:",
    parts.compressed,
  ];
  const js =
    "What each page makes the browser fetch at once, brotli 11. Wanted: at most 12,000 bytes over the floor; none at all on pages that only say something.";
  return [
    { title: "Requests per second", text: load.join("\n\n") },
    { title: "Cold start", text: parts.cold },
    { title: "Client JavaScript", text: `${js}\n\n${parts.js}` },
  ];
}
