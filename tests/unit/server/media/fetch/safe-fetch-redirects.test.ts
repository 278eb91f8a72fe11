import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { innerIpv4, innerIpv6, literalHosts } from "./hostile-addresses";
import { outcomeOf, publicAddress, startOutsideWorld } from "./outside-world";

const hosts = ["fal.media", "*.fal.media"];
const url = "https://fal.media/first.png";

/** Everything at `/first.png` redirects to `location`; the rest says hello. */
function redirectTo(location: string, status = 302) {
  return (_host: string, path: string, response: ServerResponse) => {
    if (path !== "/first.png") return void response.end("hello");
    response.writeHead(status, { location }).end("moved");
  };
}

test.for([301, 302, 303, 307, 308])("follows a %i within the list", async (status) => {
  const world = await startOutsideWorld(redirectTo("https://v3.fal.media/second.png", status));
  expect(await outcomeOf(world.files, { url, hosts })).toBe("hello");
  expect(world.asked).toEqual(["fal.media/first.png", "v3.fal.media/second.png"]);
  expect(world.lookedUp).toEqual(["fal.media", "v3.fal.media"]);
});

test("reads a redirect without a host as the same host", async () => {
  const world = await startOutsideWorld(redirectTo("../second.png?x=1"));
  expect(await outcomeOf(world.files, { url, hosts })).toBe("hello");
  expect(world.asked).toEqual(["fal.media/first.png", "fal.media/second.png?x=1"]);
});

test.for([
  ...["http://169.254.169.254/latest/meta-data/", "https://169.254.169.254/", "https://localhost/"],
  ...["http://localhost:5000/", "http://fal.media/second.png", "file:///etc/passwd", "file:second"],
  ...[
    "data:image/png;base64,AAAA",
    "ftp://fal.media/",
    "gopher://fal.media/",
    "javascript:alert(1)",
  ],
  ...["https://fal.media:8443/", "https://user@fal.media/", "//10.0.0.1/", "//user@fal.media/"],
  ...[
    "https://fal.media.evil.test/",
    "https://evil-fal.media/",
    "https://fal.media./",
    "http://[::1]/",
  ],
  ...[
    "http:/second.png",
    "https://evil.test/",
    "\\\\127.0.0.1\\share",
    "https://fal.media@127.0.0.1/",
  ],
])("fault 33: refuses a redirect to %s", async (location) => {
  const world = await startOutsideWorld(redirectTo(location));
  expect(await outcomeOf(world.files, { url, hosts })).toBe("forbidden_address");
  expect(world.asked).toEqual(["fal.media/first.png"]);
  expect(world.lookedUp).toEqual(["fal.media"]);
});

test.for(literalHosts)("fault 33 and 35: refuses a redirect to https://%s/", async (host) => {
  const location = encodeURI(`https://${host}/second.png`).replaceAll("%25", "%");
  const literal = location.replace("%5B", "[").replace("%5D", "]");
  const world = await startOutsideWorld(redirectTo(literal));
  const file = { url, hosts: [...hosts, URL.parse(literal)?.hostname ?? host] };
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect(world.asked).toEqual(["fal.media/first.png"]);
});

test.for([...innerIpv4, ...innerIpv6])(
  "fault 33 and 34: refuses a redirect to a listed host whose address is %s",
  async (address) => {
    const world = await startOutsideWorld(redirectTo("https://v3.fal.media/second.png"), {
      lookUp: (host) => [host === "fal.media" ? publicAddress : address],
    });
    expect(await outcomeOf(world.files, { url, hosts })).toBe("forbidden_address");
    expect(world.asked).toEqual(["fal.media/first.png"]);
  },
);

test("follows three redirects and no fourth", async () => {
  const world = await startOutsideWorld((_host, path, response) => {
    const left = Number(path.slice(1));
    if (left === 0) return void response.end("hello");
    response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  const at = (path: string) => ({ url: `https://fal.media${path}`, hosts });
  expect(await outcomeOf(world.files, at("/3"))).toBe("hello");
  expect(world.asked).toHaveLength(4);
  expect(await outcomeOf(world.files, at("/4"))).toBe("forbidden_address");
  expect(world.asked).toHaveLength(8);
});

test.for([300, 304, 305, 306, 302])(
  "says unavailable to a %i that leads nowhere",
  async (status) => {
    const world = await startOutsideWorld((_host, _path, response) =>
      response.writeHead(status).end(),
    );
    expect(await outcomeOf(world.files, { url, hosts })).toBe("unreachable_file");
  },
);

test("sends credentials to their own origin alone, and not after a redirect has left it", async () => {
  const world = await startOutsideWorld((_host, path, response) => {
    const next = new Map([
      ["/first.png", "https://fal.media/second.png"],
      ["/second.png", "https://v3.fal.media/third.png"],
      ["/third.png", "https://fal.media/fourth.png"],
    ]).get(path);
    if (next) response.writeHead(302, { location: next }).end();
    else response.end("hello");
  });
  const credentials = {
    origin: "https://fal.media",
    header: "authorization",
    value: "Key secret",
  } as const;
  expect(await outcomeOf(world.files, { url, hosts, credentials })).toBe("hello");
  expect(world.headers.map((each) => each.authorization ?? null)).toEqual([
    "Key secret",
    "Key secret",
    null,
    null,
  ]);
});

test("sends no credentials to another origin, be it the first one", async () => {
  const world = await startOutsideWorld((_host, _path, response) => response.end("hello"));
  const credentials = {
    origin: "https://v3.fal.media",
    header: "authorization",
    value: "Key secret",
  } as const;
  await outcomeOf(world.files, { url, hosts, credentials });
  expect(world.headers[0]).not.toHaveProperty("authorization");
});

test("fetches from the origin that the administrator named, over http and from a private address", async () => {
  const world = await startOutsideWorld((_host, _path, response) => response.end("hello"));
  const file = { url: `${world.origin}/file=a.png`, hosts: [], trustedOrigin: world.origin };
  expect(await outcomeOf(world.files, file)).toBe("hello");
  expect(world.lookedUp).toEqual([]);
});

test("takes nothing else for that origin: no other port, scheme, host or user name", async () => {
  const world = await startOutsideWorld((_host, _path, response) => response.end("hello"));
  const { host, port } = new URL(world.origin);
  const urls = [
    `http://127.0.0.1:${Number(port) + 1}/`,
    `https://${host}/`,
    `http://localhost:${port}/`,
    `http://user@${host}/`,
  ];
  for (const url of urls) {
    const file = { url, hosts: [], trustedOrigin: world.origin };
    expect([url, await outcomeOf(world.files, file)]).toEqual([url, "forbidden_address"]);
  }
  expect(world.asked).toEqual([]);
});

test("fault 33: a redirect from the named origin to another inner address is refused", async () => {
  const world = await startOutsideWorld(redirectTo("http://127.0.0.1:9/admin"));
  const file = { url: `${world.origin}/first.png`, hosts: [], trustedOrigin: world.origin };
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect(world.asked).toHaveLength(1);
});

test("fault 33: a host outside cannot redirect to the named origin", async () => {
  const world: { origin: string } & Awaited<ReturnType<typeof startOutsideWorld>> =
    await startOutsideWorld((_host, path, response) => {
      if (path !== "/first.png") return void response.end("inner secret");
      response.writeHead(302, { location: `${world.origin}/admin` }).end();
    });
  const file = { url, hosts, trustedOrigin: world.origin };
  expect(await outcomeOf(world.files, file)).toBe("forbidden_address");
  expect(world.asked).toEqual(["fal.media/first.png"]);
});
