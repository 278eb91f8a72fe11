import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { createBreachCheck } from "~/.server/auth/breached-passwords";

/** SHA-1 of "password", as `printf password | sha1sum` prints it. */
const digits = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";
const rest = digits.slice(5);

/** A service that answers so, and what it was asked. */
async function startService(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  timeoutMs = 60_000,
) {
  const asked: { url: string | undefined; padding: unknown }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, padding: request.headers["add-padding"] });
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const logged: string[] = [];
  const check = createBreachCheck({
    url: `http://127.0.0.1:${port}`,
    fetch: globalThis.fetch,
    timeoutMs,
    log: (words) => logged.push(words),
  });
  return { asked, logged, check };
}

const lines = (...each: string[]) => `${"0".repeat(35)}:3\r\n${each.join("\r\n")}\r\n`;

test("tells nobody more than five digits, and knows a breached password by the others", async () => {
  const { asked, logged, check } = await startService((_, response) =>
    response.end(lines(`${rest}:52256179`)),
  );
  expect(await check("password")).toBe(true);
  expect(asked).toEqual([{ url: "/range/5BAA6", padding: "true" }]);
  expect(logged).toEqual([]);
});

test.each([
  ["another password's digits", lines(`${"F".repeat(35)}:9`)],
  ["padding", lines(`${rest}:0`)],
  ["digits in the middle of a line", lines(`A${rest}:9`)],
  ["nothing", ""],
])("does not take %s for a hit", async (_, body) => {
  const { check } = await startService((__, response) => response.end(body));
  expect(await check("password")).toBe(false);
});

test.each<[string, Parameters<typeof startService>[0]]>([
  ["is broken", (_, response) => response.writeHead(503).end(lines(`${rest}:9`))],
  ["leads elsewhere", (_, response) => response.writeHead(302, { location: "/other" }).end()],
  ["says nothing", () => {}],
  ["cuts the line", (request) => request.socket.destroy()],
  [
    "never comes to an end",
    (_, response) => {
      const more = () =>
        response.write(`${"0".repeat(35)}:1\r\n`.repeat(1000)) && setImmediate(more);
      response.on("drain", more).on("error", () => {});
      more();
    },
  ],
])("lets a password pass when the service %s, and says so in the log", async (_, answer) => {
  const { logged, check } = await startService(answer, 500);
  expect(await check("password")).toBe(false);
  expect(logged).toEqual(["The breach check did not get through"]);
});
