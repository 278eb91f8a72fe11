import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServerBuild } from "react-router";
import type { Env } from "../env";
import type { Tracing } from "../tracing/port";
import type { RequestFacts } from "./context";
import { isRoutine } from "./logged-path";
import { openRoutePattern, otherPattern } from "./route-pattern";

interface TraceOptions {
  env: Pick<Env, "trustProxy">;
  container: { tracing: Tracing };
  loadBuild(): Promise<ServerBuild>;
}

/** Does the work of answering a request. */
export type TraceRequest = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  facts: Pick<RequestFacts, "id">,
  answer: () => Promise<void>,
) => Promise<void>;

/**
 * Makes the function that gives each request its span, by the pattern of its address, until it has been answered or was
 * given up. Files and checks of health have none. Each begins a trace of its own, behind a proxy with a link to the one
 * that its headers name: proxies pass on what strangers send, so that these decide about no trace.
 */
export function traceRequests({ env, container, loadBuild }: TraceOptions): TraceRequest {
  const { tracing } = container;
  if (!tracing.isOn) return (_incoming, _outgoing, _facts, answer) => answer();
  const patternOf = openRoutePattern(loadBuild);
  return (incoming, outgoing, { id }, answer) => {
    const { method = "", url = "", headers } = incoming;
    if (isRoutine(url)) return answer();
    const trusted = env.trustProxy === "none" ? null : headers;
    const span = tracing.startRequest(trusted, { "easel.request.id": id });
    outgoing.once("close", () => {
      const pattern = patternOf(url);
      const isKnown = pattern !== otherPattern;
      const { statusCode, writableFinished } = outgoing;
      const answered = {
        "http.request.method": method,
        "http.response.status_code": statusCode,
        ...(isKnown && { "http.route": pattern }),
        ...(!writableFinished && { "easel.aborted": true }),
      };
      const name = isKnown ? `${method} ${pattern}` : method;
      span.end(name, answered, statusCode >= 500 ? String(statusCode) : undefined);
    });
    return span.run(answer);
  };
}
