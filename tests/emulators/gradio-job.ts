import { setTimeout as wait } from "node:timers/promises";
import { editPicture, makePicture, readVideo } from "./fal-media.ts";
import type { GradioEmulatedJob, GradioState } from "./gradio-state.ts";

const quotaWords =
  "You have exceeded your GPU quota (60s requested vs. 23s left). Try again in 0:12:34";

/** What the stream of a job says, to the byte. The job dies when nobody listens any more. */
export async function* jobStream(
  state: GradioState,
  job: GradioEmulatedJob,
  root: string,
  gone: AbortSignal,
): AsyncGenerator<string> {
  const over = AbortSignal.any([gone, job.canceled.signal]);
  try {
    yield* work(state, job, root, over);
  } catch (error) {
    if (gone.aborted) job.state = "dead";
    else if (!job.canceled.signal.aborted) throw error;
    else if (job.behaviour.cancel === "nothing") await until(gone);
    else yield* ended(job, { success: true, output: {} });
  }
}

async function* work(
  state: GradioState,
  job: GradioEmulatedJob,
  root: string,
  over: AbortSignal,
): AsyncGenerator<string> {
  const { hold, position, steps, stepMs, heartbeatMs } = job.behaviour;
  for (let rank = position; rank >= 0; rank -= 1) {
    yield event(job, "estimation", { rank, queue_size: rank + 1, rank_eta: rank * 2 });
    await wait(stepMs, undefined, { signal: over });
  }
  if (hold === "queue") yield* heldUp(job, heartbeatMs, over);
  job.state = "running";
  yield event(job, "process_starts", { eta: 2 });
  yield event(job, "log", { log: "Loading", level: "info", title: "Info" });
  for (let index = 1; index <= steps; index += 1) {
    const progress = { index, length: steps, unit: "steps", progress: null, desc: null };
    yield event(job, "progress", { progress_data: [progress] });
    if (hold === "work" && index === 1) yield* heldUp(job, heartbeatMs, over);
    await wait(stepMs, undefined, { signal: over });
  }
  if (steps > 0) yield* partials(job);
  yield* ending(job, await outputOf(state, job, root), over);
}

/** First a whole one, then what is different. Neither is the result. */
function* partials(job: GradioEmulatedJob): Generator<string> {
  const partial = { path: "/tmp/gradio/partial.png", url: null };
  yield event(job, "process_generating", { success: true, output: { data: [partial, 0] } });
  const changes = [[["replace", ["path"], "/tmp/gradio/other.png"]], []];
  yield event(job, "process_generating", { success: true, output: { data: changes } });
}

async function* ending(
  job: GradioEmulatedJob,
  data: unknown[],
  over: AbortSignal,
): AsyncGenerator<string> {
  const failed = (error: string | null, title = "Error") =>
    ended(job, { success: false, title, output: { error, title, visible: true, duration: 10 } });
  switch (job.behaviour.ending) {
    case "error":
      return yield* failed("The picture could not be made");
    case "error without words":
      return yield* failed(null);
    case "quota":
      return yield* failed(quotaWords, "ZeroGPU quota exceeded");
    case "no gpu":
      return yield* failed("No GPU was available after 60s", "ZeroGPU queue timeout");
    case "cut":
      yield event(job, "process_completed", { success: true, output: { data } }).slice(0, 60);
      throw new Error("The connection breaks");
    case "clean end":
      return;
    case "silence":
      return await until(over);
    case "garbage":
      yield "data: {no json\n\n: a comment\n\ndata: 5\n\n";
      yield event(job, "process_completed", { success: true, output: null });
      return await until(over);
    case "unexpected error":
      yield `data: ${JSON.stringify({ msg: "unexpected_error", message: "Session not found.", session_not_found: true })}\n\n`;
      return await until(over);
    case "completed":
      return yield* ended(job, {
        success: true,
        output: { data, is_generating: false, duration: 2, render_config: {} },
      });
  }
}

function* ended(job: GradioEmulatedJob, facts: Record<string, unknown>): Generator<string> {
  if (job.state === "running") job.state = "done";
  yield event(job, "process_completed", facts);
  yield `data: ${JSON.stringify({ msg: "close_stream", event_id: null })}\n\n`;
}

async function* heldUp(job: GradioEmulatedJob, heartbeatMs: number, over: AbortSignal) {
  const released = job.released.promise.then(() => true);
  for (;;) {
    const beat = wait(heartbeatMs, false, { signal: over });
    if (await Promise.race([released, beat])) return void beat.catch(() => {});
    yield `data: ${JSON.stringify({ msg: "heartbeat" })}\n\n`;
  }
}

function event({ eventId }: GradioEmulatedJob, msg: string, facts: object): string {
  return `data: ${JSON.stringify({ msg, event_id: eventId, ...facts })}\n\n`;
}

async function until(signal: AbortSignal): Promise<void> {
  await wait(2 ** 30, undefined, { signal, ref: false });
}

async function outputOf(
  state: GradioState,
  job: GradioEmulatedJob,
  root: string,
): Promise<unknown[]> {
  const isVideo = job.endpoint.returns[0] === "Video";
  const bytes = isVideo ? await readVideo() : await pictureOf(state, job);
  const path = `/tmp/gradio/${job.eventId}/${isVideo ? "video.mp4" : "image.png"}`;
  state.files.set(path, bytes);
  const file = {
    path,
    url: `${root}/gradio_api/file=${path}`,
    orig_name: path.split("/").at(-1),
    size: bytes.length,
    mime_type: isVideo ? "video/mp4" : "image/png",
    is_stream: false,
    meta: { _type: "gradio.FileData" },
  };
  const first = {
    file: isVideo ? { video: file, subtitles: null } : file,
    "bare file": file,
    path: { ...file, url: null },
    gallery: [
      { image: file, caption: null },
      { image: file, caption: "again" },
    ],
    "bare url": file.url,
    "foreign url": { ...file, path: "https://evil.example/image.png", url: null },
    "other url": { ...file, url: "https://evil.example/image.png" },
    data: `data:image/png;base64,${bytes.toString("base64")}`,
    none: null,
  }[job.behaviour.output];
  return [first, job.inputs["seed"] ?? job.inputs["seed_ui"] ?? 0];
}

async function pictureOf({ files }: GradioState, { inputs }: GradioEmulatedJob): Promise<Buffer> {
  const words = JSON.stringify(inputs["prompt"] ?? "");
  const given = inputs["input_image"];
  const path = given && typeof given === "object" && "path" in given ? given.path : null;
  const source = typeof path === "string" ? files.get(path) : undefined;
  if (source) return await editPicture(source, null, words);
  const side = (name: string) => Number(inputs[name] ?? 512);
  const size = { width: side("width"), height: side("height") };
  return await makePicture(size, words);
}
