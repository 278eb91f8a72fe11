import type { EveryEmulator } from "../../emulators/every-emulator";
import type { Trade } from "./trades";

/** Where a trade's requests go, as parts of paths. */
export interface Paths {
  submit: string;
  /** Null where there is nothing to ask. */
  status: string | null;
  file: string;
  /** Method and path of a cancellation. */
  cancel: [string, string] | null;
}

export function pathsOf({ provider, route, canResume }: Trade): Paths {
  switch (provider) {
    case "fal":
      return {
        submit: "/queue.fal.run/",
        status: "/status",
        file: "/v3.fal.media/",
        cancel: ["PUT", "/cancel"],
      };
    case "wavespeed":
      return {
        submit: "/api.wavespeed.ai/api/v3/",
        status: "/result",
        file: "cloudfront.net/",
        cancel: ["POST", "/predictions/delete"],
      };
    case "gradio":
      return {
        submit: "/gradio_api/queue/join",
        status: null,
        file: "/gradio_api/file=",
        cancel: ["POST", "/gradio_api/cancel"],
      };
    default:
      return { submit: "/router.huggingface.co/", ...behindRouter(route.upstreamModel, canResume) };
  }
}

/** The router passes each queue's own protocol on. */
function behindRouter(upstreamModel: string, canResume: boolean): Omit<Paths, "submit"> {
  if (!canResume) return { status: null, file: "/v3b.fal.media/", cancel: null };
  return upstreamModel.startsWith("wavespeed:")
    ? { status: "/result", file: "cloudfront.net/", cancel: ["DELETE", "/predictions/"] }
    : { status: "/status", file: "/v3b.fal.media/", cancel: ["PUT", "/cancel"] };
}

/** Jobs from now on take longer than anybody waits, until everything is reset. Some tell of their progress. */
export function holdJobs({ fal, wavespeed, huggingFace, gradio }: EveryEmulator): void {
  for (const queue of [fal, huggingFace.fal]) queue.behave({ runningPolls: 100 });
  for (const tasks of [wavespeed, huggingFace.wavespeed]) tasks.behave({ polls: 1e6 });
  gradio.behave({ hold: "work" });
}

export function flagOutputs({ fal, wavespeed, huggingFace }: EveryEmulator): void {
  for (const service of [fal, huggingFace.fal, wavespeed, huggingFace.wavespeed])
    service.behave({ nsfw: "all" });
}

export function makeFiles({ fal, wavespeed, huggingFace, gradio }: EveryEmulator, outputs: number) {
  for (const service of [fal, huggingFace.fal, wavespeed, huggingFace.wavespeed])
    service.behave({ outputs });
  if (outputs === 0) gradio.behave({ output: "none" });
}

export function leaveAddressesOut({ fal, wavespeed, huggingFace, gradio }: EveryEmulator): void {
  for (const service of [fal, huggingFace.fal, wavespeed, huggingFace.wavespeed])
    service.behave({ nullUrls: true });
  gradio.behave({ output: "none" });
}
