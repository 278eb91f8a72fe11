import type { ModelRequest, ModelRoute } from "~/.server/ai/port";

/** Where among an endpoint's outputs the files are. */
export interface GradioOutput {
  /** Place among the `returns` of the app's own `/info`, from 0. */
  index: number;
  /** `image` and `video` are one file, `gallery` is a list of them. */
  as: "image" | "gallery" | "video";
}

/** What of an app is called. No two apps agree on it, so that each route says it for itself. */
export interface GradioEndpoint {
  /** As in the app's `/info`: `/infer`. */
  name: string;
  output: GradioOutput;
}

/**
 * A route to a Gradio app. `upstreamModel` is the Space (`owner/space`), `parameters` are those of the endpoint, by
 * name.
 */
export interface GradioRoute extends ModelRoute {
  provider: "gradio";
  endpoint: GradioEndpoint;
  /** How the administrator calls the app; null: as it calls itself. */
  appName: string | null;
}

interface GradioRouteOptions {
  /** `owner/space`, as in GRADIO_SPACES. */
  space: string;
  endpoint: GradioEndpoint;
  /** How the app is called in sentences. Default: as it calls itself. */
  appName?: string | undefined;
  /** What to send, by the names in the app's `/info`, without the source picture. Pure. */
  parameters(request: ModelRequest): Record<string, unknown>;
  /** The parameter for the source picture. Default: none. */
  source?: { name: string; isList: boolean };
  /** Most files of one call. Default: one. */
  outputs?: number;
}

/** A route over one endpoint of a Gradio app. */
export function gradio(options: GradioRouteOptions): GradioRoute {
  const { space, endpoint, parameters, source = null, outputs = 1, appName = null } = options;
  return {
    id: `gradio:${space}${endpoint.name}`,
    provider: "gradio",
    upstreamModel: space,
    maxOutputs: outputs,
    parameters,
    sourceParameter: source,
    endpoint,
    appName,
  };
}

/** True for routes that `gradio` made: only those are of this provider. */
export function isGradioRoute(route: ModelRoute): route is GradioRoute {
  return route.provider === "gradio" && "endpoint" in route;
}
