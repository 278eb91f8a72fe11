import { randomUUID } from "node:crypto";
import type { Answer, EmulatedRoute } from "./emulator.ts";
import { editPicture, makePicture, readVideo, type Size, sizeAskedFor } from "./fal-media.ts";

/** What the tasks do that are submitted from now on. */
export interface WavespeedBehaviour {
  /**
   * What the submit is answered instead, and whether a task is made all the same. `status` is of HTTP, `code` of the
   * envelope.
   */
  refusal: {
    status: number;
    code: number;
    message: string;
    headers?: Record<string, string>;
    isMade?: boolean;
  } | null;
  /** Looks that find the task at work; the first of them finds it created. */
  polls: number;
  /** How many of these looks say, wrongly, that it has failed because sync mode timed out. */
  syncTimeouts: number;
  /** How it ends. */
  end: { status: string; code?: number; error?: string };
  nsfw: "none" | "first" | "all";
  /** Files that it makes; null: as many as were asked for. */
  outputs: number | null;
  /** Its files have no address. */
  nullUrls: boolean;
  /** Looks into the list that do not find it yet. */
  unlistedLooks: number;
  /** Under which name the list tells what was sent; null: not at all. */
  listsInput: "input" | "inputs" | null;
  /** How tasks are deleted: by ids in a body, by their own path as in older days, or not at all. */
  deletion: "ids" | "path" | "none";
  /** Models that its list has, with what each costs; null: it states no price without the picture. */
  catalog: Readonly<Record<string, number | null>>;
}

export const usualWavespeedBehaviour: WavespeedBehaviour = {
  refusal: null,
  polls: 2,
  syncTimeouts: 0,
  end: { status: "completed" },
  nsfw: "none",
  outputs: null,
  nullUrls: false,
  unlistedLooks: 0,
  listsInput: "input",
  deletion: "ids",
  catalog: {},
};

export interface WavespeedTask {
  id: string;
  model: string;
  input: Readonly<Record<string, unknown>>;
  createdAt: Date;
  /** Looks at its result, and into the list, so far. */
  polls: number;
  looks: number;
  behaviour: WavespeedBehaviour;
}

export interface WavespeedState {
  /** Every task that is not deleted, the oldest first. */
  tasks: WavespeedTask[];
  /** Pictures by address. */
  uploads: Map<string, { contentType: string; bytes: Buffer }>;
  /** Of the tasks submitted from now on. */
  behaviour: WavespeedBehaviour;
  /** Where it answers: Wavespeed's own host, or a gateway's path. */
  at: string;
  /** Host of the files. */
  mediaHost: string;
  /** The only key that is right; null: any is. */
  key: string | null;
}

export const envelope = (data: unknown): Answer => ({
  json: { code: 200, message: "success", data },
});
export const refusal = (status: number, message: string): Answer => ({
  status,
  json: { code: status, message },
});

/** The answer for callers with a key; 401 for others. */
export function guarded(
  { key }: WavespeedState,
  answer: EmulatedRoute["answer"],
): EmulatedRoute["answer"] {
  return (received, params, gone) => {
    const [scheme, secret] = (received.headers.authorization ?? "").split(" ");
    if (scheme === "Bearer" && secret && (key === null || secret === key))
      return answer(received, params, gone);
    return refusal(401, "Invalid API key");
  };
}

export function makeTask(
  model: string,
  input: Readonly<Record<string, unknown>>,
  behaviour: WavespeedBehaviour,
): WavespeedTask {
  const id = randomUUID().replaceAll("-", "");
  return { id, model, input, createdAt: new Date(), polls: 0, looks: 0, behaviour };
}

export function makesVideo({ model }: WavespeedTask): boolean {
  return /video|veo|hailuo|[ti]2v/.test(model);
}

/** A task as every answer shows it: what it is like at this moment. */
export function describe(state: WavespeedState, task: WavespeedTask): Record<string, unknown> {
  const { id, model, createdAt } = task;
  const { status, code, error } = endOf(state, task);
  const isDone = status === "completed";
  const outputs = isDone ? outputsOf(state, task) : [];
  return {
    id,
    model,
    status,
    outputs,
    urls: { get: `https:/${state.at}/api/v3/predictions/${id}/result` },
    has_nsfw_contents: isDone ? outputs.map((_, index) => isFlagged(task, index)) : [],
    created_at: createdAt.toISOString(),
    error: error ?? "",
    ...(code !== undefined && { code }),
    executionTime: isDone ? 2500 : 0,
    timings: { inference: isDone ? 2500 : 0 },
  };
}

function endOf(state: WavespeedState, task: WavespeedTask): WavespeedBehaviour["end"] {
  const { polls, behaviour } = task;
  if (polls > behaviour.polls) {
    const isUnknown = sourcesOf(task.input).some((source) => !pictureAt(state, source));
    return isUnknown
      ? { status: "failed", code: 1402, error: "Failed to fetch the input image" }
      : behaviour.end;
  }
  if (polls > 0 && polls <= behaviour.syncTimeouts)
    return { status: "failed", code: 5004, error: "Sync mode timed out, poll for the result" };
  return { status: polls > 1 ? "processing" : "created" };
}

function outputsOf({ mediaHost }: WavespeedState, task: WavespeedTask): (string | null)[] {
  const { outputs, nullUrls } = task.behaviour;
  const length = outputs ?? (Number(task.input["num_images"] ?? 1) || 1);
  const extension = makesVideo(task) ? "mp4" : "png";
  return Array.from({ length }, (_, index) =>
    nullUrls ? null : `https://${mediaHost}/outputs/${task.id}/${index}.${extension}`,
  );
}

function isFlagged({ behaviour }: WavespeedTask, index: number): boolean {
  return behaviour.nsfw === "all" || (behaviour.nsfw === "first" && index === 0);
}

/** One file of a task, made when it is fetched. */
export async function makeOutput(
  state: WavespeedState,
  task: WavespeedTask,
  index: number,
): Promise<Buffer> {
  if (makesVideo(task)) return await readVideo();
  const size = starSize(task.input["size"]) ?? sizeAskedFor(task.input);
  const words = JSON.stringify([task.input["prompt"], task.input["seed"], index]);
  const [source] = sourcesOf(task.input);
  const picture = source && pictureAt(state, source);
  if (picture) return await editPicture(picture, size, words);
  return await makePicture(size ?? { width: 1024, height: 1024 }, words);
}

export function starSize(size: unknown): Size | null {
  const [, width, height] = /^(\d{2,4})\*(\d{2,4})$/.exec(String(size)) ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : null;
}

function sourcesOf({ image, images }: WavespeedTask["input"]): string[] {
  const all: unknown[] = [image, ...(Array.isArray(images) ? (images as unknown[]) : [])];
  return all.filter((each) => typeof each === "string");
}

/** An uploaded picture, or one that came in the input itself. */
function pictureAt({ uploads }: WavespeedState, source: string): Buffer | null {
  if (/^https?:/.test(source)) return uploads.get(source)?.bytes ?? null;
  const bytes = Buffer.from(source.replace(/^data:[^,]*,/, ""), "base64");
  return bytes.length > 0 ? bytes : null;
}
