import { join } from "node:path";
import { freePort } from "../e2e/server.ts";
import { evaluateIn } from "./inspect.ts";
import { median, ratio, type Section, table, verdict } from "./report.ts";
import { startNode } from "./servers.ts";

const rounds = 5;
const goalMs = 50;
const urlEncoded = "application/x-www-form-urlencoded";
const multipart = "multipart/form-data; boundary=b";

interface Attack {
  name: string;
  path: string;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}

const part = (name: string, value: string, more = ""): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const parts = (...all: string[]): string => `${all.join("")}--b--\r\n`;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const filled = (text: string, bytes: number): string =>
  text.repeat(Math.floor(bytes / text.length));

/** What is dear to parse for its size. Each as large as it may be, or larger. */
const bodies: Record<string, [type: string, body: string]> = {
  "1 MB of `a&`": [urlEncoded, filled("a&", 1_000_000)],
  "64 kB of `a&`": [urlEncoded, filled("a&", 64_000)],
  "100 fields of `%`": [urlEncoded, times(100, (at) => `f${at}=${filled("%", 630)}`).join("&")],
  "64 kB of `%E9%9B%AA`": [urlEncoded, `prompt=${filled("%E9%9B%AA", 63_900)}`],
  "64 kB of dots in a name": [urlEncoded, `a${filled(".a", 63_900)}=1`],
  "1 MB in one part": [multipart, parts(part("prompt", filled("雪", 330_000)))],
  "1 MB of parts": [multipart, filled(part("a", "x"), 1_000_000)],
  "100 parts with long heads": [
    multipart,
    parts(...times(100, (at) => part(`f${at}`, filled("\r\n--", 8900), filled('; a="b"', 900)))),
  ],
  "1 MB of broken delimiters": [multipart, parts(part("a", filled("\r\n--", 990_000)))],
  "1 MB of line breaks before the form": [
    multipart,
    `${filled("\r\n", 990_000)}${parts(part("a", "x"))}`,
  ],
};

/** 16 kB of it. */
const header = (name: string, text: string, path = "/?"): Attack => ({
  name: `16 kB of ${name}: ${text}`,
  path,
  headers: { [name]: filled(text, 15_000) },
});

const others: Attack[] = [
  { name: "8 kB of `a&`", path: `/?${filled("a&", 7_900)}` },
  { name: "100 fields of `%`", path: `/?${times(100, () => `a=${filled("%", 74)}`).join("&")}` },
  { name: "8 kB of `/a`", path: filled("/a", 7_900) },
  { name: "8 kB in 50 segments", path: filled(`/${filled("%C3%A9", 150)}`, 7_900) },
  { name: "8 kB of a way back", path: `/login?next=${filled("/a", 7_900)}` },
  { name: "8 kB of routes", path: `/_.data?_routes=${filled("a,", 7_900)}` },
  {
    name: "8 kB of paths to discover",
    path: `/__manifest?version=1&paths=${filled("/a,", 7_900)}`,
  },
  header("cookie", "a=1; "),
  header("cookie", "%E9"),
  header("accept-encoding", "br;q=0 ,"),
  header("accept-language", "a-b;q=0.1,"),
  header("range", "bytes=0-1,2-3,", "/favicon.svg"),
  header("if-none-match", '"a",', "/favicon.svg"),
];

/** How long one request of a stranger may keep the web process from everybody else's. */
export async function measureBodies(folder: string): Promise<Section> {
  const inspectPort = await freePort();
  const server = await startNode([`--inspect=127.0.0.1:${inspectPort}`, "build/main.js"], {
    DATA_DIR: join(folder, "bodies-data"),
    HOST: "127.0.0.1",
    WORKER: "off",
    LOG_LEVEL: "silent",
  });
  const forms = ["/?index", "/login"].flatMap((path) =>
    Object.entries(bodies).map(([name, [type, body]]) => ({ name, path, type, body })),
  );
  try {
    const usual = { name: "a usual form", path: "/login", type: urlEncoded, body: "email=a" };
    const rows: (string | number)[][] = [];
    for (const attack of [usual, ...forms, ...others])
      rows.push(await rowOf(attack, inspectPort, server.origin));
    return {
      title: "What a stranger's request may block",
      text: [
        `The longest that the web process was busy at a stretch, in processor time, while it answered one request of somebody who is not signed in; medians of ${rounds}, after one that counts for nothing. Wanted: under ${goalMs} ms.`,
        table(["what is sent", "to", "answer", "ms", "wanted"], rows),
      ].join("\n\n"),
    };
  } finally {
    await server.stop();
  }
}

async function rowOf(attack: Attack, inspectPort: number, origin: string) {
  const spans: number[] = [];
  let status = await send(attack, origin);
  for (let round = 0; round < rounds; round += 1) {
    await evaluateIn(inspectPort, watch);
    status = await send(attack, origin);
    spans.push(Number(await evaluateIn(inspectPort, "globalThis.stopWatching()")));
  }
  const ms = median(spans);
  const path = attack.path.split("?", 1)[0]!.slice(0, 20);
  return [attack.name, path, status || "closed", ratio(ms), verdict(ms < goalMs)];
}

/** Processor time between two turns of the event loop: another program on the same core does not count. */
const watch = `{
  let last = process.threadCpuUsage();
  let longest = 0;
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, now.user + now.system - last.user - last.system);
    last = now;
  }, 1);
  globalThis.stopWatching = () => {
    clearInterval(timer);
    return String(longest / 1000);
  };
  ""
}`;

/** 0 when the connection was closed while the body was still being sent. */
async function send({ path, type, body, headers: more }: Attack, origin: string): Promise<number> {
  const headers: Record<string, string> = { accept: "text/html", origin, ...more };
  if (type) headers["content-type"] = type;
  const method = body === undefined ? "GET" : "POST";
  try {
    const answer = await fetch(origin + path, { method, headers, body: body ?? null });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
