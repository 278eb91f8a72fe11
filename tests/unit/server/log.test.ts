import { expect, test } from "vitest";
import { readEnv } from "~/.server/env";
import { chooseModels } from "~/.server/from-environment";
import { createLog, hideFromLogs } from "~/.server/log";

test("hides what is stored under a telling name, however deep", () => {
  const line = logged({
    password: "p1",
    request: { headers: { Cookie: "c1", authorization: "a1" }, list: [{ accessToken: "t1" }] },
    prompt: "a red fox",
    email: "a@b.test",
    generationId: "kept",
  });
  expect(line).not.toMatch(/"(p1|c1|a1|t1|a red fox|a@b.test)"/);
  expect(line).toContain('"generationId":"kept"');
});

test("hides known secrets wherever they stand, also inside an error and its causes", () => {
  hideFromLogs('s3cret-"value"', "tiny", null);
  const cause = new Error('refused key s3cret-"value"');
  const line = logged({
    err: new Error("failed", { cause }),
    note: 'key=s3cret-"value"',
    size: "tiny",
  });
  expect(line).not.toContain("s3cret");
  expect(line).toContain("refused key [hidden]");
  expect(line).toContain('"size":"tiny"');
});

test("hides the keys in a collector's address, as written and as meant", async () => {
  const address = "https://name:pass%2Fword-1@traces.test/in?key=query%20value-2";
  await chooseModels(readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: address }), fetch);
  const line = logged({ note: `${address} pass/word-1 query value-2` });
  expect(line).not.toMatch(/word-1|value-2/);
  expect(line).toContain("@traces.test/in");
});

test("a visitor's control characters cannot break out of their line", () => {
  const line = logged(
    { agent: 'a\n{"level":"error"}\u001b[31m\u202e\u0085\u2028' },
    "said \r\n more",
  );
  expect(line.trimEnd()).not.toMatch(/\p{C}|\u2028/u);
  expect(JSON.parse(line)).toMatchObject({ level: "info" });
});

test("readable lines are one line each, without control characters", () => {
  const line = logged({ agent: "\u001b[31m\u202e" }, "said\nmore", true);
  expect(line).toMatch(/^\d\d:\d\d:\d\d info {2}said\\nmore agent="[^"]*"\n$/);
  expect(line.trimEnd()).not.toMatch(/\p{C}/u);
});

test("errors keep their code and stack, bytes and cycles are cut short", () => {
  const cyclic: Record<string, unknown> = { bytes: new Uint8Array(5) };
  cyclic["self"] = cyclic;
  const line = logged({
    err: Object.assign(new Error("full"), { code: "ENOSPC" }),
    cyclic,
    amount: 5n,
  });
  expect(JSON.parse(line)).toMatchObject({ err: { code: "ENOSPC", message: "full" }, amount: "5" });
  expect(line).toContain("[5 bytes]");
  expect(line).toContain("[deep]");
});

function logged(fields: Record<string, unknown>, message = "message", readable = false): string {
  let text = "";
  createLog({ level: "info", readable, write: (line) => void (text += line) }).info(
    fields,
    message,
  );
  return text;
}
