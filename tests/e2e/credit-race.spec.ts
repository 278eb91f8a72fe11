import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { accountOf, newPerson } from "./fixtures";
import { makeFreshData } from "../fresh-data";
import { removeDataDir, startServer, type TestServer } from "./server";

const requests = 100;

async function signUp(request: APIRequestContext, { origin }: TestServer): Promise<void> {
  const form = { ...newPerson(), next: "/" };
  const answer = await request.post(`${origin}/signup`, {
    form,
    headers: { origin },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(302);
}

/**
 * Sends the studio's form with a key of its own, and again while the server is too busy to take it. Returns the status.
 */
async function askForPicture(request: APIRequestContext, { origin }: TestServer): Promise<number> {
  const form = {
    ...(await accountOf(request)),
    idempotencyKey: randomUUID(),
    model: "painter",
    prompt: "a lighthouse in the fog",
    shape: "1:1",
    count: "1",
  };
  for (;;) {
    const options = { form, headers: { origin }, maxRedirects: 0 };
    const status = (await request.post(`${origin}/?index`, options)).status();
    if (status !== 503) return status;
  }
}

test("of 100 requests at once with credit for one, through two web processes, one is accepted", async ({
  playwright,
}) => {
  const dataDir = await makeFreshData();
  const env = { SIGNUP_CREDITS: "500", WORKER: "off" };
  const servers: TestServer[] = [];
  const request = await playwright.request.newContext();
  try {
    servers.push(await startServer({ dataDir, env }));
    servers.push(await startServer({ dataDir, env }));
    const [first, second] = servers as [TestServer, TestServer];
    await signUp(request, first);
    const statuses = await Promise.all(
      Array.from({ length: requests }, (_, index) =>
        askForPicture(request, index % 2 === 0 ? first : second),
      ),
    );
    expect(statuses.filter((status) => status === 302)).toHaveLength(1);
    expect(statuses.filter((status) => status === 402)).toHaveLength(requests - 1);
    const ledger = await (await request.get(`${second.origin}/account/credits`)).text();
    expect(ledger.match(/[−-]500/g)).toHaveLength(1);
    expect(ledger).toContain("0 credits");
  } finally {
    await request.dispose();
    await Promise.all(servers.map((server) => server.stop()));
    await removeDataDir(dataDir);
  }
});
