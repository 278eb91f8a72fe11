import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../chaos/database.ts";
import { measureClientJs } from "./client-js.ts";
import { coldStarts } from "./cold-starts.ts";
import { makeNextApp } from "./next-app.ts";
import { type Section, table, verdict, whole } from "./report.ts";
import { type BenchServer, startBare, startEasel, startNode } from "./servers.ts";
import { type Row, throughput } from "./throughput.ts";
import { type BenchPerson, makeCollector, makePerson } from "./visitor.ts";

const rounds = {
  count: Number(process.env["BENCH_ROUNDS"] ?? 5),
  seconds: Number(process.env["BENCH_SECONDS"] ?? 4),
};
const bases = { react: "bare page in React Router", next: "bare page in Next.js" };
/** As many as a page of the gallery shows. */
const galleryPictures = 24;

async function clientJs(easel: string, bare: string, person: BenchPerson): Promise<string> {
  const floor = await measureClientJs(bare);
  const spoken = ["/about-models", "/privacy", "/terms"];
  const studio = ["/", "/edit", "/video"];
  const visited = [...studio, "/login", "/signup", "/forgot-password"];
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
    const budget = studio.includes(path) ? 126_000 : 122_000;
    const name = path.replace(/[0-9a-f-]{36}/, ":id") + (cookie ? ", signed in" : "");
    rows.push([
      name,
      js.files,
      whole(js.brotliBytes),
      whole(over),
      verdict(js.brotliBytes <= budget),
    ]);
  }
  for (const path of spoken) {
    const js = await measureClientJs(easel + path);
    rows.push([path, js.files, whole(js.brotliBytes), "", verdict(js.files === 0)]);
  }
  return table(["route", "files", "brotli bytes", "over the floor", "wanted"], rows);
}

interface Sites {
  bare: BenchServer;
  next: BenchServer | null;
  easel: BenchServer;
  person: BenchPerson;
  /** The cookie of somebody with a full page of pictures. */
  collector: string;
}

/** Pages that are rendered for each request. Visitors ask with a query: without one they would share a page. */
function renderedRows({ bare, next, easel, person, collector }: Sites): Row[] {
  const headers = {};
  const own = { server: easel, headers: { cookie: person.cookie } };
  return [
    ...(next ? [{ name: bases.next, server: next, path: "/", headers }] : []),
    { name: bases.react, server: bare, path: "/", headers },
    { name: "studio, signed out", server: easel, path: "/?seed=7", headers, wanted: 1.5 },
    { name: "studio, signed in", ...own, path: "/", wanted: 1 },
    {
      name: `gallery of ${galleryPictures}, signed in`,
      server: easel,
      path: "/gallery",
      headers: { cookie: collector },
      wanted: 1,
    },
    { name: "picture page, signed in", ...own, path: person.picturePath, wanted: 1.2 },
  ];
}

const withGzip = ({ name, server, path, headers }: Row): Row => ({
  name,
  server,
  path,
  headers: { ...headers, "accept-encoding": "gzip" },
});

/**
 * Requests per second beside a bare React Router page (and a bare Next.js page with BENCH_NEXT=1) in alternating
 * rounds, cold starts, and client JavaScript per route.
 */
export async function measurePages(folder: string): Promise<Section[]> {
  const build = ["node_modules/@react-router/dev/bin.js", "build", "tests/bench/bare"];
  execFileSync(process.execPath, build, { stdio: ["ignore", "ignore", "inherit"] });
  const cold = await coldStarts(folder);
  const running: BenchServer[] = [];
  const keep = async (server: Promise<BenchServer>): Promise<BenchServer> => {
    running.push(await server);
    return running.at(-1)!;
  };
  try {
    const next = process.env["BENCH_NEXT"] === "1" ? await keep(startNext()) : null;
    const bare = await keep(startBare());
    const dataDir = join(folder, "load");
    const easel = await keep(startEasel(dataDir));
    const person = await makePerson(easel.origin);
    const database = await openDatabase(dataDir);
    await database.ask((sql) => sql`update app_settings set signup_credits = 1000000`);
    const collector = await makeCollector(easel.origin, galleryPictures);
    const js = await clientJs(easel.origin, bare.origin, person);
    const rows = renderedRows({ bare, next, easel, person, collector });
    const shared = { name: "studio, signed out, shared", server: easel, path: "/", headers: {} };
    const plain = await throughput(rows, bases, rounds);
    const compressed = await throughput(rows.map(withGzip), bases, rounds);
    const packed = { ...withGzip(shared), name: `${shared.name}, with gzip` };
    const visitors = await throughput([shared, packed], bases, rounds);
    return sectionsOf({ cold, plain, compressed, visitors, js });
  } finally {
    await Promise.all(running.map((server) => server.stop()));
  }
}

async function startNext(): Promise<BenchServer> {
  const app = await makeNextApp();
  const server = await startNode(["node_modules/next/dist/bin/next", "start"], {}, app);
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(app, { recursive: true, force: true, maxRetries: 5 });
  };
  return { ...server, stop };
}

type Texts = Record<"cold" | "plain" | "compressed" | "visitors" | "js", string>;

function sectionsOf(texts: Texts): Section[] {
  const load = [
    `Pages that are rendered for each request. 50 kept-alive connections; ${rounds.count} alternating rounds of ${rounds.seconds} s; medians. The bare pages are one page with a form, without style sheet, session or database (\`tests/bench/bare\`); React Router's stands behind the same server parts as Easel's pages. Signed in, each page of Easel is one database call after the session check, on the built-in database. Processor time is that of the web server's process for one request, all its threads together, without PostgreSQL's; it holds on a busy machine, where requests per second do not. Bytes are those of the HTML.`,
    texts.plain,
    "The same with gzip:",
    texts.compressed,
    "Visitors who ask for the same page without a query share one that is rendered once a second, and each gets it with a nonce of its own (`app/.server/http/visitor-pages.ts`):",
    texts.visitors,
  ];
  const js =
    "What each page makes the browser fetch at once, brotli 11. Wanted: at most 126,000 bytes in the studio and 122,000 elsewhere; none at all on pages that only say something.";
  return [
    { title: "Requests per second", text: load.join("\n\n") },
    { title: "Cold start", text: texts.cold },
    { title: "Client JavaScript", text: `${js}\n\n${texts.js}` },
  ];
}
