import type { AiProvider, JobJournal, ModelRequest, ModelRoute } from "./port";
import type { RouteGuard } from "./resilience";

/** One run of one request. */
export interface Run {
  request: ModelRequest;
  journal: JobJournal;
  signal: AbortSignal;
  /** How long the model usually takes. */
  typicalSeconds: number;
}

/** A route with its provider, and with the policies that this process keeps for it. */
export interface BoundRoute {
  route: ModelRoute;
  provider: AiProvider;
  guard: RouteGuard;
}
