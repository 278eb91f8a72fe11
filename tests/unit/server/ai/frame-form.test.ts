import { expect, test } from "vitest";
import { canTake } from "~/.server/ai/catalog/can-take";
import { frameForm, frameParameters } from "~/.server/ai/catalog/frame-form";
import { modelDefinitions } from "~/.server/ai/known-models";
import { inputWithSource } from "~/.server/ai/protocols/uploaded-source";
import type { ModelRequest } from "~/.server/ai/port";

const routes = modelDefinitions.flatMap(({ card, routes: all }) => (card.builtIn ? [] : all));
const routeOf = (id: string) => {
  const route = routes.find((each) => each.id === id);
  if (!route?.frame) throw new Error(`${id} makes no frames`);
  return { ...route, frame: route.frame };
};

/** A request for a frame around a picture of that size, which is sent as the route wants it. */
function ask(id: string, settings: ModelRequest["settings"], [width, height]: [number, number]) {
  const route = routeOf(id);
  const form = frameForm(route.frame, settings);
  if (typeof form === "string") throw new Error("A form by name");
  const scale = Math.min(
    1,
    Math.min(2048, form.longestSide({ width, height })) / Math.max(width, height),
  );
  const sent = { width: Math.round(width * scale), height: Math.round(height * scale), scale };
  return { sent, input: frameParameters(route, { settings }, sent) };
}

const left20 = { frameLeft: 20, frameUnit: "percent" };

test("a canvas is asked for by its size, with the size and the place of the picture in it", () => {
  expect(ask("fal:fal-ai/bria/expand", { shape: "16:9" }, [900, 900]).input).toEqual({
    canvas_size: [1600, 900],
    original_image_size: [900, 900],
    original_image_location: [350, 0],
  });
  expect(ask("fal:fal-ai/bria/expand", { ...left20, frameTop: 10 }, [1000, 500]).input).toEqual({
    canvas_size: [1200, 550],
    original_image_size: [1000, 500],
    original_image_location: [200, 50],
  });
});

test("room is asked for side by side, in pixels of the picture as it is sent", () => {
  const pixels = { frameLeft: 100, frameBottom: 40, frameUnit: "pixels" };
  const none = { expand_left: 0, expand_right: 0, expand_top: 0, expand_bottom: 0 };
  const outpaint = "fal:fal-ai/image-apps-v2/outpaint";
  expect(ask(outpaint, pixels, [800, 600]).input).toEqual({
    ...none,
    ...{ expand_left: 100, expand_bottom: 40 },
  });
  const { sent, input } = ask(outpaint, pixels, [4000, 1000]);
  expect([sent.width, sent.height]).toEqual([2048, 512]);
  expect(input).toEqual({ ...none, expand_left: 51, expand_bottom: 20 });
});

test("a picture is sent smaller where its frame would be more than the route makes", () => {
  for (const [id, side] of [
    ["fal:fal-ai/image-apps-v2/outpaint", 700],
    ["fal:fal-ai/flux-2-pro/outpaint", 2048],
    ["fal:fal-ai/bria/expand", Infinity],
  ] as const) {
    const { pixels } = routeOf(id).frame;
    const wishes = [
      left20,
      { ...left20, frameRight: 150, frameTop: 60 },
      { ...left20, frameRight: 49 },
      { shape: "9:16" },
      { shape: "16:9" },
    ];
    const widths = [6000, 4000, 2000, 1999, 1777, 1501, 1155, 997];
    const cases = wishes.flatMap((settings) =>
      widths.flatMap((width) =>
        [1.5, 3].map((ratio) => ({ settings, width, height: Math.round(width / ratio) })),
      ),
    );
    for (const { settings, width, height } of cases) {
      const { sent, input } = ask(id, settings, [width, height]);
      const {
        canvas_size: [across, down] = [0, 0],
        expand_left: left = 0,
        expand_right: right = 0,
        expand_top: top = 0,
        expand_bottom: bottom = 0,
      } = input as Record<string, number> & { canvas_size?: [number, number] };
      const size = [across || sent.width + left + right, down || sent.height + top + bottom];
      expect(size[0]! * size[1]!).toBeLessThanOrEqual(pixels);
      expect(Math.max(left, right, top, bottom)).toBeLessThanOrEqual(side);
      expect(sent.width / sent.height).toBeCloseTo(width / height, 1);
    }
  }
});

test("the frame goes along with the picture, and a route for shapes alone takes no room and no words", async () => {
  const picture = {
    bytes: Uint8Array.of(1),
    contentType: "image/png",
    width: 10,
    height: 10,
  } as const;
  const request: ModelRequest = {
    ...{ generationId: "g", kind: "edit", model: "bria-expand", prompt: "", negativePrompt: "" },
    ...{ settings: left20, outputCount: 1, readSource: null },
  };
  const onFal = routeOf("fal:fal-ai/bria/expand");
  const upload = async () => "https://a/b.png";
  const { signal } = new AbortController();
  expect(await inputWithSource(onFal, request, picture, upload, signal)).toEqual({
    image_url: "https://a/b.png",
    canvas_size: [12, 10],
    original_image_size: [10, 10],
    original_image_location: [2, 0],
  });
  const onWavespeed = routes.find(({ id }) => id === "wavespeed:bria/expand")!;
  const shaped = { ...request, settings: { shape: "1:1" } };
  expect(canTake(onFal, request)).toBe(true);
  expect(canTake(onWavespeed, request)).toBe(false);
  expect(canTake(onWavespeed, shaped)).toBe(true);
  expect(canTake(onWavespeed, { ...shaped, prompt: "a wide beach" })).toBe(false);
});
