import { findApp, type GradioOptions } from "./app";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import { misconfigured } from "./errors";
import { limitsOf } from "./limits";
import { type AppConfig, type AppInfo, checkCall } from "./mapping";
import { narrowTo, defaultRequest } from "./narrow";
import { createRequests } from "./requests";
import type { GradioSpace } from "./spaces";
import type { ModelRoute } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** What an app says of itself. */
export interface AppFacts {
  config: AppConfig;
  info: AppInfo;
}

/**
 * Makes the function that asks an app what it is, with free questions. A sleeping Space is woken up, and busy
 * meanwhile. Errors: AiError.
 */
export function createAppReader(options: Pick<GradioOptions, "token" | "fetch">) {
  const whole = { ...options, now: Date.now, wakeSeconds: 0, wakePauseMs: 0 };
  return async (space: GradioSpace, signal: AbortSignal): Promise<AppFacts> => {
    const app = await findApp(space, whole, signal);
    const requests = createRequests(app, whole, signal);
    await requests.fetch(`${app.address}/config`);
    await requests.fetch(`${app.address}${requests.facts.config?.api_prefix}/info`);
    const { config, info, refusal } = requests.facts;
    if (refusal || !config || !info)
      throw refusal ?? misconfigured(`${app.id} says nothing of itself`);
    return { config, info };
  };
}

/**
 * Checks a model against what its app says of itself, and gives it as the app can do it. Pure. Throws AiError
 * (upstream_failure, not charged) with what is wrong.
 */
export function examine(
  facts: AppFacts,
  definition: ModelDefinition,
  route: ModelRoute,
): ModelDefinition {
  if (!isGradioRoute(route)) throw misconfigured(`${route.id} names no endpoint`);
  const parameters = Object.entries(route.parameters(defaultRequest(definition)));
  const names = parameters.flatMap(([name, value]) => (value === undefined ? [] : name));
  const source = definition.card.source === "none" ? null : route.sourceParameter;
  checkCall(facts, route, new Set(source ? [...names, source.name] : names));
  return narrowTo(limitsOf(facts, route.endpoint.name), definition, route);
}
