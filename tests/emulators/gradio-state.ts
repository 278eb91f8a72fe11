import type { EmulatedGradioApp, Endpoint } from "./gradio-apps.ts";

export interface GradioBehaviour {
  /** At Hugging Face: `RUNNING`, `SLEEPING`, `PAUSED`, `RUNTIME_ERROR` … */
  stage: string;
  /** A sleeping Space runs after so many looks at it, once it was visited. */
  looksUntilAwake: number;
  /** Spaces need this token; null: they are public. */
  token: string | null;
  /** Jobs in front of a new one. */
  position: number;
  /** Progress messages of a job. */
  steps: number;
  /** Between messages. */
  stepMs: number;
  heartbeatMs: number;
  /** Where every job stops until `release`. */
  hold: "queue" | "work" | null;
  /** What a job's stream does after the work. */
  ending:
    | "completed"
    | "error"
    | "error without words"
    | "quota"
    | "no gpu"
    | "cut"
    | "clean end"
    | "silence"
    | "garbage"
    | "unexpected error";
  /** How the file is named in the output. */
  output:
    | "file"
    | "path"
    | "gallery"
    | "bare url"
    | "bare file"
    | "foreign url"
    | "other url"
    | "data"
    | "none";
  /** What a canceled job's stream says: a success without a result, as the real server does, or nothing. */
  cancel: "success" | "nothing";
  /** What the app says at `/info` and `/config` besides, or in place of, the truth. */
  info: Record<string, unknown>;
  config: Record<string, unknown>;
}

export const usualGradioBehaviour: GradioBehaviour = {
  stage: "RUNNING",
  looksUntilAwake: 2,
  token: null,
  position: 1,
  steps: 3,
  stepMs: 1,
  heartbeatMs: 15_000,
  hold: null,
  ending: "completed",
  output: "file",
  cancel: "success",
  info: {},
  config: {},
};

export interface GradioEmulatedJob {
  endpoint: Endpoint;
  eventId: string;
  sessionHash: string;
  /** By parameter name. */
  inputs: Record<string, unknown>;
  state: "queued" | "running" | "done" | "dead" | "canceled";
  behaviour: GradioBehaviour;
  released: PromiseWithResolvers<void>;
  canceled: AbortController;
}

export interface GradioState {
  apps: readonly EmulatedGradioApp[];
  behaviour: GradioBehaviour;
  jobs: GradioEmulatedJob[];
  /** By path on the app's disk. */
  files: Map<string, Buffer>;
  /** Spaces that were visited, and how often each was looked at since. */
  visited: Map<string, number>;
}
