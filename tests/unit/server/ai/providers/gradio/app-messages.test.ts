import { describe, expect, test } from "vitest";
import { quoteOf } from "~/.server/ai/providers/gradio/app-messages";
import { recordedVersions } from "../../../../../emulators/gradio-recorded";
import { idle } from "./world";
import { createRecordedWorld, describeModel } from "./recorded-world";

describe.for(recordedVersions)("the words of a real Gradio %s", (version) => {
  test("are kept to be quoted when it gives up", async () => {
    const world = await createRecordedWorld(version);
    const error = await world.failure(describeModel("/fails"));
    const quote = "Your prompt has 99 words. This app takes 77 <b>at most</b>.";
    expect(error).toMatchObject({ code: "upstream_failure", isHealthy: true, quote });
  });

  test("have their title in front, where the author gave one", async () => {
    const world = await createRecordedWorld(version);
    const { quote } = await world.failure(describeModel("/fails_title"));
    expect(quote).toBe(version === "4" ? "Only cats here." : "Not a cat: Only cats here.");
  });

  test("are its warning when there is no file, and nothing else is said", async () => {
    const world = await createRecordedWorld(version);
    const error = await world.failure(describeModel("/warns"));
    const quote = "NSFW content was found: a black picture is returned.";
    expect(error).toMatchObject({ code: "upstream_failure", mayHaveCharged: false, quote });
  });

  test("are its warning beside a picture, and not what it says in passing", async () => {
    const world = await createRecordedWorld(version);
    const { job } = await world.submit(describeModel("/warns_picture"));
    expect(await world.end(job)).toEqual({
      state: "done",
      note: "Your prompt was cut to 77 tokens.",
    });
  });

  test("are none where it crashes", async () => {
    const world = await createRecordedWorld(version);
    const error = await world.failure(describeModel("/crash"));
    expect(error).toMatchObject({ code: "upstream_failure", isHealthy: false, quote: null });
  });

  test("tell the place in its line", async () => {
    const world = await createRecordedWorld(version, { behaviour: { hold: "line" } });
    const slow = describeModel("/slow", { prompt: "{prompt}", seconds: 2 });
    const { job } = await world.submit(slow);
    const state = () => world.provider.poll(job, idle);
    await expect.poll(state).toEqual({ state: "waiting", queuePosition: 0 });
    world.app.release();
    expect(await world.end(job)).toMatchObject({ state: "done" });
  });

  test("say that it is full as a status, and it is left well alone", async () => {
    const world = await createRecordedWorld(version, { behaviour: { isFull: true } });
    expect(await world.refusal(describeModel("/infer"))).toMatchObject({
      code: "busy",
      isHealthy: true,
      isQueueFull: true,
      mayHaveCharged: false,
    });
  });
});

test.for([
  [{ words: "a\n\n  b\u0000\u202e c" }, "a b c"],
  [{ words: "'Only cats.'" }, "Only cats."],
  [{ words: "It's 'fine'" }, "It's 'fine'"],
  [{ words: "no", title: "Error" }, "no"],
  [{ words: "no", title: " Not\n a cat " }, "Not a cat: no"],
  [{ words: " \n" }, null],
  [{ words: null, title: "Oh" }, null],
  [{ words: { html: "<b>" } }, null],
  [{ words: "👩‍👩‍👧‍👦".repeat(400) }, `${"👩‍👩‍👧‍👦".repeat(299)}…`],
] as const)("quotes %j as one bounded line", ([said, quote]) => {
  expect(quoteOf(said)).toBe(quote);
});
