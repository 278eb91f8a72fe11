import type { Client, StatusMessage } from "@gradio/client";
import type { ProviderFile } from "~/domain/media";
import type { GradioApp } from "./app";
import type { GradioEndpoint } from "~/.server/ai/catalog/gradio-route";
import { endedWithoutResult, failedJob, lost } from "./errors";
import { filesOf } from "./files";
import { outputComponent } from "./mapping";
import type { GradioRequests } from "./requests";
import type { AppMessages } from "./app-messages";
import { AiError, type JobState } from "~/.server/ai/port";

/** What the SDK says of one call. */
type Submission = ReturnType<Client["submit"]>;

export interface FollowedJob {
  state(): JobState;
  files(): readonly ProviderFile[];
  ended: Promise<void>;
  /** Takes what the SDK says of the job, until that is over. */
  follow(submission: Submission): void;
  /** Nothing more will be heard; what has been heard still counts. */
  loseConnection(loss: AiError): void;
  cancel(): Promise<void>;
  close(): void;
}

/**
 * Keeps what is known of one job. `close` ends its requests and its stream; it is called as soon as the job is over.
 */
export function followJob(
  { endpoint, app, messages }: { endpoint: GradioEndpoint; app: GradioApp; messages: AppMessages },
  { facts }: GradioRequests,
  close: () => void,
): FollowedJob {
  const { promise: ended, resolve: resolveEnded } = Promise.withResolvers<void>();
  let state: JobState = { state: "waiting", queuePosition: null };
  let files: readonly ProviderFile[] = [];
  let submission: Submission | null = null;
  let loss: AiError | null = null;
  let isOver = false;

  /** The first end counts: a canceled job, for one, is reported as a success without a result. */
  const end = (last: JobState): boolean => {
    if (isOver) return false;
    isOver = true;
    state = last;
    return true;
  };
  const shut = () => {
    void submission?.return();
    close();
    resolveEnded();
  };
  const finish = (last: JobState) => {
    if (end(last)) shut();
  };

  const take = async (events: Submission): Promise<void> => {
    let outputs: unknown[] = [];
    for await (const event of events) {
      if (isOver) return;
      if (event.type === "data") outputs = event.data;
      if (event.type !== "status") continue;
      if (event.stage === "error") throw facts.refusal ?? failureSaid(messages);
      if (event.stage === "complete") {
        files = filesOfOutputs(outputs, endpoint, app, facts);
        return finish({ state: "done", ...(messages.warning && { note: messages.warning }) });
      }
      state = stateOf(event, state);
    }
    throw loss ?? endedWithoutResult();
  };

  return {
    state: () => state,
    files: () => files,
    ended,
    follow(events) {
      submission = events;
      take(events).catch((error: unknown) => finish(failed(explained(error, messages.warning))));
    },
    loseConnection(reason) {
      loss ??= reason;
      void submission?.return();
    },
    async cancel() {
      if (!end(failed(new AiError("canceled")))) return;
      // Outside of the queue there is nothing but the connection.
      if (facts.eventId !== null) await submission?.cancel();
      shut();
    },
    close: () => finish(failed(lost("the connection was closed here"))),
  };
}

const failureSaid = ({ error, warning }: AppMessages) => failedJob(error ?? warning);

function filesOfOutputs(
  outputs: readonly unknown[],
  endpoint: GradioEndpoint,
  app: GradioApp,
  { config, info }: GradioRequests["facts"],
): ProviderFile[] {
  const filesAt = `${app.address}${config?.api_prefix}/file=`;
  const component = info && outputComponent(info, endpoint);
  return filesOf(outputs[endpoint.output.index], component, { app, filesAt });
}

/** A file that is missing or none is often told of in a warning. */
function explained(error: unknown, warning: string | null): AiError {
  if (!(error instanceof AiError)) return lost("an unknown fault", error);
  const isSilent = error.code === "upstream_failure" && error.quote === null;
  return isSilent && warning ? failedJob(warning) : error;
}

function failed(error: AiError): JobState {
  return { state: "failed", error };
}

function stateOf(event: StatusMessage, before: JobState): JobState {
  const last = event.progress_data?.at(-1);
  if (last) {
    const share = last.progress ?? (last.index ?? Number.NaN) / (last.length ?? Number.NaN);
    const progress = Number.isFinite(share) ? Math.min(Math.max(share, 0), 1) : null;
    return { state: "running", progress };
  }
  if (event.original_msg === "process_starts" || event.queue === false)
    return { state: "running", progress: null };
  const { position } = event;
  return position === undefined || before.state === "running"
    ? before
    : { state: "waiting", queuePosition: position };
}
