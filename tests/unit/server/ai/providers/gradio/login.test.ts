import { expect, test } from "vitest";
import { recordedVersions } from "../../../../../emulators/gradio-recorded";
import { read } from "./world";
import { createRecordedWorld, describeModel } from "./recorded-world";

const styled = describeModel("/styled", { prompt: "{prompt}", style: "" });
const locked = { isLocked: true };

test.for(recordedVersions)(
  "a real Gradio %s with a user and a password lets us in",
  async (version) => {
    const world = await createRecordedWorld(version, {
      behaviour: locked,
      login: "ada:love%2Clace@",
    });
    const [file] = await world.make(styled);
    const value = expect.stringMatching(/^access-token-unsecure-\S+=recorded$/);
    const origin = new URL(world.address).origin;
    expect(file).toMatchObject({ credentials: { origin, header: "cookie", value } });
    expect((await read(file)).subarray(8, 12).toString()).toBe("WEBP");
    const login = world.emulator.received.find(({ path }) => path.endsWith("/login"));
    expect(String(login?.body)).toBe("username=ada&password=love%2Clace");
  },
);

test.for(recordedVersions)(
  "a real Gradio %s refuses the wrong password, and none",
  async (version) => {
    for (const login of ["ada:wrong-word@", ""]) {
      const world = await createRecordedWorld(version, { behaviour: locked, login });
      const error = await world.refusal(styled);
      expect(error).toMatchObject({ code: "provider_auth", mayHaveCharged: false });
      expect(error.message).not.toContain("wrong-word");
      expect(world.app.jobs).toEqual([]);
    }
  },
);

test("an app that asks nobody is used all the same", async () => {
  const world = await createRecordedWorld("6", { login: "ada:love%2Clace@" });
  world.emulator.order({
    path: "/login",
    times: 1,
    what: "answer",
    answer: { status: 302, headers: { location: "/" } },
  });
  expect(await world.make(styled)).toHaveLength(1);
});

test("a proxy in front of an app gets user and password as it asks for them", async () => {
  const world = await createRecordedWorld("6", { login: "ada:love%2Clace@" });
  const headers = { "www-authenticate": 'Basic realm="gpu"' };
  const refusal = { path: "/login", what: "answer", answer: { status: 401, headers } } as const;
  world.emulator.order({ ...refusal, times: 1 });
  await world.make(styled);
  const [, ...others] = world.emulator.received;
  expect(others.length).toBeGreaterThan(3);
  for (const { headers: sent } of others)
    expect(sent.authorization).toBe(`Basic ${Buffer.from("ada:love,lace").toString("base64")}`);
});

test.for([
  [503, "busy"],
  [429, "rate_limited"],
] as const)("a login that is answered with %i is tried again later", async ([status, code]) => {
  const world = await createRecordedWorld("6", { behaviour: locked, login: "ada:love%2Clace@" });
  world.emulator.order({ path: "/login", times: 1, what: "answer", answer: { status } });
  expect(await world.refusal(styled)).toMatchObject({ code, retryable: true });
});

test("a login that breaks off is tried again later", async () => {
  const world = await createRecordedWorld("6", { behaviour: locked, login: "ada:love%2Clace@" });
  world.emulator.order({ path: "/login", times: 1, what: "drop" });
  const down = { code: "upstream_failure", retryable: true, mayHaveCharged: false };
  expect(await world.refusal(styled)).toMatchObject(down);
});

test("a password that the app repeats stands in no error", async () => {
  const world = await createRecordedWorld("6", { login: "ada:love%2Clace@" });
  const json = { detail: "love,lace is nobody's password" };
  world.emulator.order({ path: "/info", times: 1, what: "answer", answer: { status: 400, json } });
  expect((await world.refusal(styled)).message).toContain("[token] is nobody's password");
});
