import { once } from "node:events";
import { createServer as createRawServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { brotliCompressSync, createBrotliCompress, createGzip, gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { createEmulatedDispatcher } from "~/.server/emulated-hosts";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { startEmulator } from "../../../../emulators/emulator";
import { outcomeOf, startOutsideWorld } from "./outside-world";

const hosts = ["fal.media", "*.fal.media"];
const file = { url: "https://v3.fal.media/files/a.png", hosts };
const zeros = Buffer.alloc(64 * 1024);
const limits = { maxBytes: 1_000_000, totalSeconds: 600 };
/** Longer than a test may take. */
const patient = { maxBytes: 1_000_000, totalSeconds: 600 };

/** All that an HTTP server would not let one say. Counts what it could send. */
async function startRaw(talk: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createRawServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    socket.once("data", () => talk(socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const remote = { url: `${origin}/a.png`, hosts: [], trustedOrigin: origin };
  return { remote, sockets };
}

async function startEmulated(maxWaitMs = 600_000) {
  const service = {
    name: "files",
    routes: [
      { method: "GET", pattern: "/v3.fal.media/files/:name", answer: () => ({ body: "hello" }) },
      { method: "GET", pattern: "/evil.test/*", answer: () => ({ body: "evil" }) },
    ],
  };
  const emulator = await startEmulator([service]);
  onTestFinished(() => emulator.close());
  const dispatcher = createEmulatedDispatcher(emulator.origin);
  return {
    emulator,
    files: createSafeFetch({ dispatcher, headersMs: maxWaitMs, idleMs: maxWaitMs }),
  };
}

test("gives the bytes and the declared type, and asks for them uncompressed", async () => {
  const world = await startOutsideWorld((_host, _path, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end("hello"),
  );
  const { body, declaredType } = await world.files.open(file, limits);
  expect([declaredType, (await Array.fromAsync(body)).join("")]).toEqual(["image/png", "hello"]);
  expect(world.headers[0]).toMatchObject({ "accept-encoding": "identity" });
});

test("fault 37, a declared length over the cap: refuses before a byte of the body is read", async () => {
  const world = await startOutsideWorld((_host, _path, response) =>
    response.writeHead(200, { "content-length": "1000001" }).write("x"),
  );
  await expect(world.files.open(file, limits)).rejects.toMatchObject({
    code: "too_large",
    facts: { maxBytes: 1_000_000 },
  });
});

test("fault 37, no Content-Length and no end: stops at the cap, with nearly nothing taken beyond it", async () => {
  let sent = 0;
  const hungUp = Promise.withResolvers<void>();
  const world = await startOutsideWorld((_host, _path, response) => {
    const go = () => {
      while (response.write(zeros)) sent += zeros.length;
      sent += zeros.length;
    };
    response.on("drain", go).once("close", hungUp.resolve);
    go();
  });
  const maxBytes = 20_000_000;
  expect(await outcomeOf(world.files, file, { ...limits, maxBytes })).toBe("too_large");
  await hungUp.promise;
  expect(sent).toBeLessThan(maxBytes + 10_000_000);
});

test("fault 37, an endless body of an emulated service: stops at the cap", async () => {
  const { emulator, files } = await startEmulated();
  emulator.order({ path: "v3.fal.media", times: 1, what: "endless" });
  expect(await outcomeOf(files, file, limits)).toBe("too_large");
});

test("fault 37, a Content-Length that is too small: takes no more than was declared", async () => {
  const { remote } = await startRaw((socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello and much more"),
  );
  const files = createSafeFetch();
  expect(await outcomeOf(files, remote)).toBe("hello");
});

test("fault 37, a Content-Length that is too large: says unavailable instead of half a file", async () => {
  const { remote } = await startRaw((socket) =>
    socket.end("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhello"),
  );
  expect(await outcomeOf(createSafeFetch(), remote)).toBe("unreachable_file");
});

test.for([
  "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nhello",
  "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
  "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello",
  `HTTP/1.1 200 OK\r\nx-long: ${"x".repeat(100_000)}\r\n\r\nhello`,
  "<html>hello</html>",
  "",
])("says unavailable to an answer that is no HTTP: %j", async (text) => {
  const { remote } = await startRaw((socket) => socket.end(text));
  expect(await outcomeOf(createSafeFetch(), remote)).toBe("unreachable_file");
});

test("fault 38, one byte a second: the deadline for the whole ends it", async () => {
  const { emulator, files } = await startEmulated();
  emulator.order({ path: "v3.fal.media", times: 1, what: "slow" });
  expect(await outcomeOf(files, file, { maxBytes: 100, totalSeconds: 1.2 })).toBe(
    "unreachable_file",
  );
});

test("fault 38, a body that stops coming: the patience with silence ends it", async () => {
  const world = await startOutsideWorld(
    (_host, _path, response) => void response.writeHead(200).write("hel"),
    { idleMs: 200 },
  );
  expect(await outcomeOf(world.files, file, patient)).toBe("unreachable_file");
});

test("fault 38, an answer that never begins: the patience with the head ends it", async () => {
  const { emulator, files } = await startEmulated(200);
  emulator.order({ path: "v3.fal.media", times: 1, what: "hang" });
  expect(await outcomeOf(files, file, patient)).toBe("unreachable_file");
});

test.for([
  ["gzip", createGzip],
  ["x-gzip", createGzip],
  ["br", createBrotliCompress],
] as const)(
  "fault 39, a %s bomb: counts decoded bytes, and stops at the cap",
  async ([encoding, compress]) => {
    let unfolded = 0;
    const world = await startOutsideWorld((_host, _path, response) => {
      response.writeHead(200, { "content-encoding": encoding });
      const bomb = Readable.from(
        (function* () {
          for (; unfolded < 2_000_000_000; unfolded += zeros.length) yield zeros;
        })(),
      );
      pipeline(bomb, compress(), response).catch(() => {});
    });
    expect(await outcomeOf(world.files, file, limits)).toBe("too_large");
  },
);

test.for([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
] as const)("decodes %s, though nobody asked for it", async ([encoding, compress]) => {
  const world = await startOutsideWorld((_host, _path, response) =>
    response.writeHead(200, { "content-encoding": encoding }).end(compress("hello")),
  );
  expect(await outcomeOf(world.files, file)).toBe("hello");
});

test.for(["gzip, gzip", "deflate", "zstd", "gzip;br", "nonsense"])(
  "fault 39: says unavailable to a body encoded as %s",
  async (encoding) => {
    const world = await startOutsideWorld((_host, _path, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end("hello"),
    );
    expect(await outcomeOf(world.files, file)).toBe("unreachable_file");
  },
);

test("says unavailable to a compressed body that is broken", async () => {
  const world = await startOutsideWorld((_host, _path, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end("hello"),
  );
  expect(await outcomeOf(world.files, file)).toBe("unreachable_file");
});

test.for([
  [404, "file_gone", true],
  [410, "file_gone", false],
  [401, "unreachable_file", true],
  [403, "unreachable_file", true],
  [429, "unreachable_file", true],
  [500, "unreachable_file", true],
  [503, "unreachable_file", true],
  [204, "unreachable_file", true],
  [206, "unreachable_file", true],
] as const)("says to a %i: %s", async ([status, code, retryable]) => {
  const world = await startOutsideWorld((_host, _path, response) =>
    response.writeHead(status).end(),
  );
  await expect(world.files.open(file, limits)).rejects.toMatchObject({ code, retryable });
});

test.for(["drop", "cut"] as const)(
  "says unavailable when the connection breaks: %s",
  async (what) => {
    const { emulator, files } = await startEmulated();
    emulator.order({ path: "v3.fal.media", times: 1, what });
    expect(await outcomeOf(files, file)).toBe("unreachable_file");
  },
);

test("hangs up when the reader has had enough", async () => {
  let isOpen = true;
  const world = await startOutsideWorld((_host, _path, response) => {
    response.once("close", () => (isOpen = false)).write("hel");
  });
  const { body } = await world.files.open(file, limits);
  expect(isOpen).toBe(true);
  body.destroy();
  await expect.poll(() => isOpen).toBe(false);
});

test("lets a caller's abort through as its own reason, before the answer and in the middle of it", async () => {
  const world = await startOutsideWorld((_host, path, response) => {
    if (path.endsWith("b.png")) response.writeHead(200).write("hel");
  });
  const reason = new Error("no longer wanted");
  const before = new AbortController();
  const opened = world.files.open(file, limits, before.signal);
  await expect.poll(() => world.asked).toHaveLength(1);
  before.abort(reason);
  await expect(opened).rejects.toBe(reason);

  const later = new AbortController();
  const { body } = await world.files.open(
    { ...file, url: "https://v3.fal.media/b.png" },
    limits,
    later.signal,
  );
  later.abort(reason);
  await expect(Array.fromAsync(body)).rejects.toBe(reason);
});

test("keeps every rule but those for addresses when the hosts are emulated", async () => {
  const { emulator, files } = await startEmulated();
  expect(await outcomeOf(files, file)).toBe("hello");
  for (const url of ["https://evil.test/a.png", "http://v3.fal.media/a.png", "https://127.0.0.1/"])
    expect(await outcomeOf(files, { url, hosts })).toBe("forbidden_address");
  const answer = { status: 302, headers: { location: "https://evil.test/a.png" } };
  emulator.order({ path: "v3.fal.media", times: 1, what: "answer", answer });
  expect(await outcomeOf(files, file)).toBe("forbidden_address");
  expect(emulator.count("GET", "evil.test")).toBe(0);
});
