import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connectToAddresses } from "~/.server/media/fetch/guarded-agent";
import { innerIpv4, innerIpv6, literalHosts } from "./hostile-addresses";
import { outcomeOf, publicAddress, startOutsideWorld } from "./outside-world";

const hosts = ["fal.media", "*.fal.media", "storage.googleapis.com/falserverless/"];
const hello = (_host: string, _path: string, response: { end(text: string): void }) =>
  response.end("hello");

test.for([
  "https://fal.media/files/a.png",
  "https://v3.fal.media/files/a.png?token=1",
  "https://a.b.fal.media/",
  "https://FAL.media/a.png",
  "https://fal.media:443/a.png",
  "https://storage.googleapis.com/falserverless/a.png",
])("fetches %s, which is on the list", async (url) => {
  const world = await startOutsideWorld(hello);
  expect(await outcomeOf(world.files, { url, hosts })).toBe("hello");
  expect(world.connectedTo).toEqual([publicAddress]);
});

test.for(literalHosts)(
  "fault 35, literal and odd hosts: refuses https://%s/ even if it is on the list",
  async (host) => {
    const world = await startOutsideWorld(hello);
    const url = `https://${host}/a.png`;
    const named = URL.parse(url)?.hostname ?? host;
    const file = { url, hosts: [named, host, "*.0.0.1", ...hosts] };
    expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
    expect([world.lookedUp, world.connectedTo]).toEqual([[], []]);
  },
);

test.for([
  ...["https://user@fal.media/", "https://user:pass@fal.media/", "https://:pass@fal.media/"],
  ...[
    "https://fal.media@127.0.0.1/",
    "https://fal.media:x@10.0.0.1/",
    "https://fal.media:443@10.0.0.1/",
  ],
  ...[
    "https://fal.media./a.png",
    "https://v3.fal.media./",
    "https://localhost/",
    "https://localhost./",
  ],
])("fault 35, user@host and trailing dot: refuses %s", async (url) => {
  const world = await startOutsideWorld(hello);
  const file = { url, hosts: [...hosts, "fal.media.", "localhost."] };
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect([world.lookedUp, world.connectedTo]).toEqual([[], []]);
});

test("fault 35: a backslash ends a host as a slash does, so that no other host can hide behind it", async () => {
  const world = await startOutsideWorld(hello);
  const file = { url: "https://fal.media\\@10.0.0.1/", hosts };
  expect(await outcomeOf(world.files, file)).toBe("hello");
  expect(world.asked).toEqual(["fal.media/@10.0.0.1/"]);
});

test.for([
  ...["https://fal.media.evil.test/", "https://evil-fal.media/", "https://evilfal.media/"],
  ...["https://fal.media%2eevil.test/", "https://fal.mediaevil.test/", "https://media/"],
  ...["https://xn--fal-media.test/", "https://evil.test/fal.media", "https://evil.test#.fal.media"],
  ...["https://evil.test?.fal.media", "https://fal.media。evil.test/", "https://.fal.media.x/"],
  ...["https://storage.googleapis.com/other/a.png", "https://storage.googleapis.com/falserverless"],
  ...["https://storage.googleapis.com/falserverless/../other/a.png"],
  ...["https://storage.googleapis.com/falserverless/%2e%2e/other/a.png"],
  ...["https://storage.googleapis.com/falserverless/..%2fother/a.png"],
  ...["https://storage.googleapis.com/falserverless/..%5Cother/a.png"],
  ...["https://storage.googleapis.com/FALSERVERLESS/a.png"],
])("fault 36, allow-listed suffix tricks: refuses %s", async (url) => {
  const world = await startOutsideWorld(hello);
  expect(await outcomeOf(world.files, { url, hosts })).toBe("forbidden_address");
  expect([world.lookedUp, world.connectedTo]).toEqual([[], []]);
});

test.for([
  ...["http://fal.media/", "ftp://fal.media/", "file:///etc/passwd", "data:text/plain,hello"],
  ...["blob:https://fal.media/1", "javascript:1", "//fal.media/", "fal.media/a.png", ""],
  ...[
    "https://fal.media:80/",
    "https://fal.media:8443/",
    "https://fal.media:22/",
    "wss://fal.media/",
  ],
])("fault 33, other schemes and ports: refuses %s", async (url) => {
  const world = await startOutsideWorld(hello);
  expect(await outcomeOf(world.files, { url, hosts })).toBe("forbidden_address");
  expect([world.lookedUp, world.connectedTo]).toEqual([[], []]);
});

test.for([...innerIpv4, ...innerIpv6])(
  "fault 34, names that lead inside: refuses a listed host whose address is %s",
  async (address) => {
    const world = await startOutsideWorld(hello, { lookUp: () => [address] });
    const file = { url: "https://v3.fal.media/a.png", hosts };
    expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
    expect([world.lookedUp, world.connectedTo]).toEqual([["v3.fal.media"], []]);
  },
);

test.for([
  [publicAddress, "127.0.0.1"],
  ["10.0.0.1", publicAddress],
  ["2606:4700:4700::1111", "::1"],
  [publicAddress, "::ffff:127.0.0.1"],
])("fault 34: refuses a host with a public and an inner address, %s and %s", async (addresses) => {
  const world = await startOutsideWorld(hello, { lookUp: () => addresses });
  const file = { url: "https://fal.media/a.png", hosts };
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect(world.connectedTo).toEqual([]);
});

test("fault 34, DNS rebinding: goes to the address that was checked, and looks up no second time", async () => {
  const answers = [[publicAddress], ["127.0.0.1"]];
  const world = await startOutsideWorld(
    (_host, _path, response) => response.setHeader("connection", "close").end("hello"),
    { lookUp: () => answers.shift() ?? [] },
  );
  const file = { url: "https://fal.media/a.png", hosts };
  expect(await outcomeOf(world.files, file)).toBe("hello");
  expect([world.lookedUp, world.connectedTo]).toEqual([["fal.media"], [publicAddress]]);
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect(world.connectedTo).toEqual([publicAddress]);
  expect(world.asked).toHaveLength(1);
});

test("fault 34, DNS rebinding: a redirect to the same name is looked up and checked anew", async () => {
  const answers = [[publicAddress], ["169.254.169.254"]];
  const world = await startOutsideWorld(
    (_host, _path, response) =>
      response.writeHead(302, { location: "/b.png", connection: "close" }).end(),
    { lookUp: () => answers.shift() ?? [] },
  );
  const file = { url: "https://fal.media/a.png", hosts };
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect(world.asked).toEqual(["fal.media/a.png"]);
});

test.for(["127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])(
  "fault 34: sends nothing over a socket whose other end turns out to be %s",
  async (reaches) => {
    const world = await startOutsideWorld(hello, { reaches });
    const file = { url: "https://fal.media/a.png", hosts };
    expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
    expect([world.connectedTo, world.asked]).toEqual([[publicAddress], []]);
  },
);

test("opens sockets to the given addresses, whatever their host's name stands for", async () => {
  const server = createServer((socket) => void socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const port = String((server.address() as AddressInfo).port);
  const connect = connectToAddresses([{ address: "127.0.0.1", family: 4 }]);
  const opened = Promise.withResolvers<string>();
  connect(
    { hostname: "nowhere.invalid", host: "nowhere.invalid", protocol: "http:", port },
    (error, socket) => {
      if (error) return opened.reject(error);
      opened.resolve(socket.remoteAddress ?? "");
      socket.destroy();
    },
  );
  expect(await opened.promise).toBe("127.0.0.1");
});

test("says unavailable, and not gone, when a name cannot be looked up", async () => {
  const notFound = Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
  const world = await startOutsideWorld(hello, { lookUp: () => Promise.reject(notFound) });
  const opened = world.files.open(
    { url: "https://fal.media/a.png", hosts },
    { maxBytes: 10, totalSeconds: 600 },
  );
  await expect(opened).rejects.toMatchObject({ code: "unreachable_file", retryable: true });
});

test("gives up on a look-up that hangs when the time is over", async () => {
  const world = await startOutsideWorld(hello, { lookUp: () => new Promise(() => {}) });
  const file = { url: "https://fal.media/a.png", hosts };
  const limits = { maxBytes: 10, totalSeconds: 0.1 };
  expect(await outcomeOf(world.files, file, limits)).toBe("unreachable_file");
});
