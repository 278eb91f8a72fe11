import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { startWorker } from "../../e2e/server";
import { emulatedSettings, startEveryEmulator } from "../../emulators/every-emulator";
import { startCollector } from "../../emulators/otlp-collector";
import { startSite, studioFields } from "../faults/site";
import { startFixture } from "./fixture-server";

const collector = await startCollector();
const emulator = await startEveryEmulator();
const env = {
  ...emulatedSettings,
  NODE_ENV: "test",
  PROVIDER_EMULATOR: emulator.origin,
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
  OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer%20key-of-the-collector,x-tenant=art",
  OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=a%20test",
  OTEL_BSP_SCHEDULE_DELAY: "100",
};
const site = await startSite({ env: { ...env, WORKER: "off", OTEL_SERVICE_NAME: "studio" } });
const worker = await startWorker(site.dataDir, {
  ...env,
  OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
  OTEL_TRACES_SAMPLER: "traceidratio",
  OTEL_TRACES_SAMPLER_ARG: "1.0",
});
afterAll(async () => {
  worker.signal("SIGTERM");
  await worker.ended;
  await Promise.all([collector.close(), emulator.close()]);
});

const prompt = `a canary ${randomUUID()}`;
const spansNamed = (name: string) => collector.spans.filter((span) => span.name === name);
const linesOf = (output: string) =>
  output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("a request and the work on it reach the collector as spans, and neither people nor prompts stand in them", async () => {
  const person = await site.signUp();
  const order = { ...studioFields(prompt), model: "flux-schnell" };
  expect((await person.post("/", order)).status).toBe(302);
  const [row] = await site.sql<{ id: string }[]>`
    select id from generations where user_id = ${person.userId}`;
  await expect.poll(() => spansNamed("complete").length).toBe(1);
  await expect.poll(() => spansNamed("POST /").length).toBe(1);

  const [asked] = spansNamed("POST /");
  expect(asked).toMatchObject({ kind: 2, parentSpanId: "", hasFailed: false });
  const line = linesOf(site.output()).find(
    (each) => each["trace_id"] === asked?.traceId && each["msg"] === "request",
  );
  expect(line).toMatchObject({ method: "POST", path: "/", status: 302 });
  expect(asked?.attributes).toEqual({
    "easel.request.id": line?.["requestId"],
    "http.request.method": "POST",
    "http.response.status_code": 302,
    "http.route": "/",
  });
  expect(asked?.resource).toMatchObject({
    "service.name": "studio",
    "deployment.environment.name": "a test",
  });

  const [work] = spansNamed("generation");
  const steps = collector.spans.filter(({ parentSpanId }) => parentSpanId === work?.spanId);
  const inOrder = ["claim", "submit", "collect", "store", "complete"];
  const own = steps.filter(({ kind }) => kind === 1);
  expect(own.map(({ name }) => name)).toEqual(inOrder);
  const [submit] = spansNamed("submit");
  expect(submit?.attributes).toMatchObject({ "easel.provider": "fal" });
  const calls = collector.spans.filter(
    ({ kind, traceId }) => kind === 3 && traceId === work?.traceId,
  );
  expect(calls.find((call) => call.parentSpanId === submit?.spanId)).toMatchObject({
    name: "POST",
    attributes: { "server.address": "queue.fal.run", "http.response.status_code": 200 },
  });
  for (const span of [...own, ...calls]) {
    expect(span.attributes["easel.generation.id"]).toBe(row?.id);
    expect(span.resource["service.name"]).toBe("easel");
  }
  expect(emulator.received.filter(({ headers }) => headers["traceparent"])).toEqual([]);

  const told = JSON.stringify(collector.spans);
  for (const secret of [prompt, person.userId, "emulated-key", "@example.org"])
    expect(told).not.toContain(secret);
  const types = new Set(collector.posts.map(({ headers }) => headers["content-type"]));
  expect([...types].sort()).toEqual(["application/json", "application/x-protobuf"]);
  for (const { path, headers } of collector.posts) {
    expect(path).toBe("/v1/traces");
    expect(headers).toMatchObject({
      authorization: "Bearer key-of-the-collector",
      "x-tenant": "art",
    });
  }
  expect(site.output() + worker.output()).not.toContain("key-of-the-collector");
});

test("a step that fails is marked by its code, without what was said", async () => {
  emulator.order({
    path: "queue.fal.run/fal-ai/flux/schnell",
    ...{ method: "POST", times: 1, what: "answer" },
    answer: { status: 422, json: { detail: [{ msg: prompt, type: "content_policy_violation" }] } },
  });
  const person = await site.signUp();
  await person.post("/", { ...studioFields(prompt), model: "flux-schnell" });
  await expect.poll(() => spansNamed("fail").length).toBe(1);
  const failed = collector.spans.filter(({ hasFailed }) => hasFailed);
  const names = failed.map(({ name, attributes }) => [name, attributes["error.type"]]);
  expect(names).toEqual(
    expect.arrayContaining([
      ["POST", "422"],
      ["submit", expect.any(String)],
      ["fail", expect.any(String)],
    ]),
  );
  expect(JSON.stringify(collector.spans)).not.toContain(prompt);
});

test("no header of a request decides about its trace, and files and checks of health have none", async () => {
  const traceId = randomUUID().replaceAll("-", "");
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
  const ask = (path: string, parent: string) =>
    fetch(site.origin + path, { headers: { traceparent: parent } });
  await ask("/healthz", traceparent);
  // Not to be kept, if it were for whoever asks.
  await ask("/image/nothing", `00-${traceId}-00f067aa0ba902b7-00`);
  await expect.poll(() => spansNamed("GET /image/:mediaId").length).toBe(1);
  expect(spansNamed("GET /image/:mediaId")).toMatchObject([{ parentSpanId: "" }]);
  expect(collector.spans.filter((span) => span.traceId === traceId)).toEqual([]);
  expect(collector.spans.filter(({ name }) => name.includes("healthz"))).toEqual([]);
});

test("only behind a trusted proxy is the trace linked to that a request names, and OTEL_SDK_DISABLED turns all of it off", async () => {
  const own = await startCollector();
  const settings = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${own.origin}/of-traces`,
    OTEL_TRACES_SAMPLER: "always_on",
  };
  const traceId = randomUUID().replaceAll("-", "");
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  for (const disabled of ["false", "TRUE"]) {
    const fixture = await startFixture({ ...settings, OTEL_SDK_DISABLED: disabled });
    await (await fetch(`${fixture.url}/nowhere`, { headers })).text();
    // What is left is sent then.
    await fixture.stop();
  }
  const ids = [traceId, "00f067aa0ba902b7"].map((id) => Buffer.from(id, "hex"));
  const namesIt = () => own.posts.map(({ body }) => ids.some((id) => body.includes(id)));
  expect(namesIt()).toEqual([false]);
  expect(own.posts.map(({ path }) => path)).toEqual(["/of-traces"]);
  expect(own.spans).toMatchObject([
    { parentSpanId: "", attributes: { "http.response.status_code": 404 } },
  ]);
  const behind = await startFixture({ ...settings, TRUST_PROXY: "last-hop" });
  await (await fetch(`${behind.url}/nowhere`, { headers })).text();
  await behind.stop();
  expect(own.spans[1]).toMatchObject({ parentSpanId: "" });
  expect(own.spans.map((span) => span.traceId)).not.toContain(traceId);
  expect(namesIt()).toEqual([false, true]);
  await own.close();
});
