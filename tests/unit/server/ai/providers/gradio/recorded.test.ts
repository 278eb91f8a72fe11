import { describe, expect, test } from "vitest";
import sharp from "sharp";
import { recordedVersions } from "../../../../../emulators/gradio-recorded";
import { read } from "./world";
import { createRecordedWorld, describeModel } from "./recorded-world";

const uploaded = {
  path: expect.stringMatching(/source\.png$/),
  orig_name: "source.png",
  meta: { _type: "gradio.FileData" },
};

describe.for(recordedVersions)("a real Gradio %s", (version) => {
  test("is asked for a picture with everything that was chosen", async () => {
    const world = await createRecordedWorld(version);
    const parameters = { prompt: "{prompt}", seed: "{seed}", randomize_seed: false };
    const sizes = { width: "{width}", height: "{height}", steps: 3 };
    const [file] = await world.make(describeModel("/infer", { ...parameters, ...sizes }));
    expect(world.sent()).toEqual(["a quiet lake", 7, false, 512, 384, 3]);
    expect((await sharp(await read(file)).metadata()).format).toBe("webp");
  });

  test.for([
    ["no more than 99999 as seed, and not 100000", { seed: 100_000, width: 512, height: 384 }],
    ["no more than 768 as width, and not 1024", { seed: 7, width: 1024, height: 384 }],
  ] as const)("is asked for nothing that it does not take: %s", async ([words, settings]) => {
    const world = await createRecordedWorld(version);
    const parameters = { prompt: "{prompt}", seed: "{seed}", randomize_seed: false };
    const sizes = { width: "{width}", height: "{height}", steps: 3 };
    const refused = await world.refusal(describeModel("/infer", { ...parameters, ...sizes }), {
      settings,
    });
    expect(refused).toMatchObject({
      ...{ code: "upstream_failure", retryable: false, mayHaveCharged: false, isHealthy: true },
      detail: `me/home takes ${words}`,
    });
    expect(world.app.jobs).toEqual([]);
  });

  test("gets what a person wrote inside of a longer text", async () => {
    const world = await createRecordedWorld(version);
    const parameters = { prompt: "oil painting of {prompt}, no. {seed}", style: "{{prompt}}" };
    await world.make(describeModel("/styled", parameters), { prompt: "a {seed} lake" });
    expect(world.sent()).toEqual(["oil painting of a {seed} lake, no. 7", "{prompt}"]);
  });

  test("gets what was chosen inside of a nested value", async () => {
    const world = await createRecordedWorld(version);
    const request = { text: "{prompt}", size: ["{width}", "{height}"], deep: [{ seed: "{seed}" }] };
    await world.make(describeModel("/nested", { request }));
    expect(world.sent()).toEqual([{ text: "a quiet lake", size: [512, 384], deep: [{ seed: 7 }] }]);
  });

  test.for(["/inpaint", "/inpaint_to_image"])(
    "gets the picture to change where the app has an editor: %s",
    async (endpoint) => {
      const world = await createRecordedWorld(version);
      const more = { kind: "edit", source: "editor" };
      const [file] = await world.make(describeModel(endpoint, { prompt: "{prompt}" }, more));
      const editor = { background: uploaded, layers: [], composite: uploaded };
      expect(world.sent()).toEqual([editor, "a quiet lake"]);
      expect((await sharp(await read(file)).metadata()).width).toBe(64);
    },
  );

  test.for(["image", "gallery"])(
    "gives the picture after, and not the one before: %s",
    async (as) => {
      const world = await createRecordedWorld(version);
      const more = { kind: "edit", source: "image", output: { index: 0, as } };
      const files = await world.make(describeModel("/before_after", {}, more));
      expect(files).toHaveLength(1);
      const [, after] = world.recorded("/before_after") as [unknown, { path: string }];
      expect(files[0]).toMatchObject({ url: expect.stringContaining(after.path) });
    },
  );

  test("gives a gallery, a video and a file", async () => {
    const world = await createRecordedWorld(version);
    const gallery = { outputs: 4, output: { index: 0, as: "gallery" } };
    const count = { prompt: "{prompt}", count: "{count}" };
    expect(await world.make(describeModel("/gallery", count, gallery))).toHaveLength(2);
    const video = { kind: "video", output: { index: 0, as: "video" } };
    const [film] = await world.make(describeModel("/video", { prompt: "{prompt}" }, video));
    expect((await read(film)).subarray(4, 8).toString()).toBe("ftyp");
    const [still] = await world.make(describeModel("/tiff"));
    expect((await read(still)).subarray(0, 2).toString()).toBe("II");
  });

  test("gives its file at the address that was named, whatever it calls itself", async () => {
    const world = await createRecordedWorld(version, { behaviour: { hasRootPath: true } });
    const [file] = await world.make(describeModel("/styled", { prompt: "{prompt}", style: "" }));
    expect(file).toMatchObject({ url: expect.stringContaining(`${world.address}/`) });
    expect((await sharp(await read(file)).metadata()).format).toBe("webp");
  });
});
