import { expect, test } from "vitest";
import {
  createGradioWorld,
  editRoute,
  type GradioWorld,
  makeSource,
  pictureRoute,
  read,
  routeWith,
  schnell,
  token,
} from "./world";

const galleryRoute = routeWith({
  endpoint: { name: "/infer", output: { index: 0, as: "gallery" } },
});

test("the files of a gallery come in order", async () => {
  const world = await createGradioWorld();
  world.service.behave({ output: "gallery" });
  const info = { named_endpoints: { "/infer": await endpointOf(world, "Gallery") } };
  world.service.behave({ info });
  const files = await world.make({ route: galleryRoute });
  expect(files).toHaveLength(2);
});

test.for(["bare url", "path"] as const)("a file is found by its %s", async (output) => {
  const world = await createGradioWorld();
  world.service.behave({ output });
  const [file] = await world.make();
  expect((await read(file)).subarray(1, 4).toString()).toBe("PNG");
});

test("a file's path at the app counts, and not what the app calls its address", async () => {
  const world = await createGradioWorld();
  world.service.behave({ output: "other url" });
  const [file] = await world.make();
  expect(file).toMatchObject({ url: expect.stringContaining(schnell), hosts: [schnell] });
  expect((await read(file)).subarray(1, 4).toString()).toBe("PNG");
});

test("bytes in the answer itself need no address", async () => {
  const world = await createGradioWorld();
  world.service.behave({ output: "data" });
  const [file] = await world.make();
  expect(file && "bytes" in file && Buffer.from(file.bytes).subarray(1, 4).toString()).toBe("PNG");
});

test.for([
  ["foreign url", /another host: evil\.example/],
  ["none", /no file/],
] as const)("an answer with a file that is %s is refused", async ([output, words]) => {
  const world = await createGradioWorld();
  world.service.behave({ output });
  const error = await world.failure();
  expect(error).toMatchObject({ code: "upstream_failure", mayHaveCharged: true });
  expect(error.message).toMatch(words);
});

test("a root at another host is not believed", async () => {
  const world = await createGradioWorld();
  world.service.behave({ config: { root: "https://evil.hf.space/somewhere" } });
  expect(await world.make()).toHaveLength(1);
  const hosts = world.emulator.received.map(({ path }) => path.split("/")[1]);
  expect(new Set(hosts)).toEqual(new Set(["huggingface.co", schnell]));
});

test("the token of a private Space goes to Hugging Face and to that Space alone", async () => {
  const world = await createGradioWorld({ token });
  world.service.behave({ token });
  const source = await makeSource();
  const [file] = await world.make({ route: editRoute, source });
  const origin = "https://black-forest-labs-flux-1-kontext-dev.hf.space";
  const value = `Bearer ${token}`;
  expect(file).toMatchObject({ credentials: { origin, header: "authorization", value } });
  expect((await read(file)).length).toBeGreaterThan(100);
  for (const { path, headers } of world.emulator.received) {
    expect(path).toMatch(/^\/(huggingface\.co|black-forest-labs-flux-1-kontext-dev\.hf\.space)\//);
    expect(headers.authorization).toBe(`Bearer ${token}`);
  }
});

test("a public Space is not told the token", async () => {
  const world = await createGradioWorld({ token });
  const [file] = await world.make();
  expect(file).not.toHaveProperty("credentials");
  const asked = world.emulator.received.filter(({ path }) => path.includes(".hf.space"));
  expect(asked.length).toBeGreaterThan(3);
  expect(JSON.stringify(asked.map(({ headers }) => headers))).not.toContain(token);
});

test("a private Space is woken up with the token", async () => {
  const world = await createGradioWorld({ token });
  world.service.behave({ token, stage: "SLEEPING" });
  expect(await world.make()).toHaveLength(1);
});

test("a private Space without the right token is refused", async () => {
  const world = await createGradioWorld();
  world.service.behave({ token });
  expect(await world.refusal()).toMatchObject({ code: "provider_auth", mayHaveCharged: false });
});

test("a token that the app gives back does not get into an error", async () => {
  const world = await createGradioWorld({ token });
  world.service.behave({ token });
  const json = { detail: `you sent Bearer ${token}` };
  world.emulator.order({
    path: "/queue/join",
    times: 1,
    what: "answer",
    answer: { status: 400, json },
  });
  const error = await world.refusal();
  expect(error.message).toContain("you sent Bearer [token]");
});

const disagreements = [
  [
    "has no endpoint /paint; it has /infer",
    { endpoint: { name: "/paint", output: { index: 0, as: "image" } } },
  ],
  ["takes no parameter size at /infer", { parameters: () => ({ prompt: "lake", size: 5 }) }],
  ["needs the parameter prompt at /infer", { parameters: () => ({ seed: 5, prompt: undefined }) }],
  [
    "gives no image as output 2 of /infer",
    { endpoint: { name: "/infer", output: { index: 2, as: "image" } } },
  ],
  [
    "gives no video as output 0 of /infer",
    { endpoint: { name: "/infer", output: { index: 0, as: "video" } } },
  ],
] as const;

test.for(disagreements)(
  "a mapping that the app does not share: it %s",
  async ([words, changes]) => {
    const world = await createGradioWorld();
    const error = await world.refusal({ route: routeWith(changes) });
    expect(error).toMatchObject({
      code: "upstream_failure",
      retryable: false,
      mayHaveCharged: false,
    });
    expect(error.message).toContain(words);
    expect(world.joins()).toBe(0);
  },
);

test("a login and an old protocol are told apart", async () => {
  const world = await createGradioWorld();
  world.service.behave({ config: { auth_required: true } });
  expect(await world.refusal()).toMatchObject({ code: "provider_auth" });
  world.service.behave({ config: { protocol: "ws" } });
  expect((await world.refusal()).message).toContain("protocol");
  expect(world.joins()).toBe(0);
});

test("a Space that the administrator has not named is not called", async () => {
  const world = await createGradioWorld();
  const error = await world.refusal({ route: routeWith({ space: "who/ever" }) });
  expect(error.message).toContain("who/ever is not in GRADIO_SPACES");
  expect(world.emulator.received).toEqual([]);
});

/** What the app says of its endpoint, with another component for the file. */
async function endpointOf(world: GradioWorld, component: string): Promise<object> {
  const response = await fetch(`${world.emulator.origin}/${schnell}/gradio_api/info`);
  const info = (await response.json()) as {
    named_endpoints: Record<string, { returns: object[] }>;
  };
  const endpoint = info.named_endpoints[pictureRoute.endpoint.name];
  return { ...endpoint, returns: [{ component }, {}] };
}
