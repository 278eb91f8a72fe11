import { expect, test } from "vitest";
import { createMotionProvider } from "~/.server/ai/providers/motion/provider";
import type { FilmOrder } from "~/.server/motion/film-order";
import type { ModelRequest, ModelRoute } from "~/.server/ai/port";
import type { PictureRole } from "~/domain/generation";
import type { SourceForm, SourceImage } from "~/domain/media";

const picture = (name: string): SourceImage => ({
  bytes: new TextEncoder().encode(name),
  contentType: "image/png",
  width: 1,
  height: 1,
});

test("films from the first picture to the last one, each read as it is stored", async () => {
  const orders: FilmOrder[] = [];
  const forms: (SourceForm | undefined)[] = [];
  const provider = createMotionProvider({
    async film(order) {
      orders.push(order);
      return { mp4: new Uint8Array(), poster: new Uint8Array() };
    },
    close: async () => undefined,
  });
  const read = (role: PictureRole) => ({
    role,
    async read(form?: SourceForm) {
      forms.push(form);
      return picture(role);
    },
  });
  const request: ModelRequest = {
    generationId: "film",
    kind: "video",
    model: "motion",
    prompt: "zoom in",
    negativePrompt: "",
    settings: { shape: "16:9", resolution: "360p", durationSeconds: 3, seed: 1 },
    outputCount: 1,
    readSource: null,
    pictures: [read("last")],
  };
  const never = new AbortController().signal;
  const { job } = await provider.submit({} as ModelRoute, request, picture("first"), never);
  await provider.collect(job, never);
  const names = orders.map(({ pictures }) =>
    pictures.map((bytes) => new TextDecoder().decode(bytes)),
  );
  expect(names).toEqual([["first", "last"]]);
  expect(forms).toEqual(["as stored"]);
});
