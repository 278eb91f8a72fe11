import { expect, test } from "./fixtures";
import { removeDataDir, startServer } from "./server";

const address = "/.well-known/security.txt";

test("a security contact that the operator has named is told to whoever looks for one", async () => {
  const server = await startServer({ env: { SECURITY_CONTACT: "security@example.org" } });
  try {
    const response = await fetch(server.origin + address);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const fields = new Map(
      (await response.text())
        .trim()
        .split("\n")
        .map((line) => line.split(": ", 2) as [string, string]),
    );
    expect(fields.get("Contact")).toBe("mailto:security@example.org");
    expect(fields.get("Canonical")).toBe(server.origin + address);
    const days = (Date.parse(fields.get("Expires") ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(170);
    expect(days).toBeLessThan(365);
  } finally {
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

test("without a contact there is no such file", async ({ request }) => {
  const response = await request.get(address);
  expect(response.status()).toBe(404);
});
