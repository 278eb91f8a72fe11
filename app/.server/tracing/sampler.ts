import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { TracingSettings } from "./open-tracing";

/** What decides which traces are kept, by the names that OTEL_TRACES_SAMPLER has for it. */
export function createSampler({
  sampler: name,
  ratio,
}: Pick<TracingSettings, "sampler" | "ratio">): Sampler {
  const root = createRoot(name, ratio);
  return name.startsWith("parentbased_") ? new ParentBasedSampler({ root }) : root;
}

function createRoot(name: TracingSettings["sampler"], ratio: number): Sampler {
  if (name.endsWith("always_on")) return new AlwaysOnSampler();
  return name.endsWith("always_off") ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio);
}
