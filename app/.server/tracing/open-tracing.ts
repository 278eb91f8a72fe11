import { noTracing, type Tracing } from "./port";

export interface TracingSettings {
  /** Where spans are posted. */
  url: string;
  protocol: "http/protobuf" | "http/json";
  /** Shown there, such as a key. */
  headers: Readonly<Record<string, string>>;
  /** Of this process: `service.name` and what the environment says besides. */
  resource: Readonly<Record<string, string>>;
  sampler: SamplerName;
  /** Of the traces that nobody else has decided about, for the samplers by ratio. */
  ratio: number;
  /** Pause between two posts. */
  everyMs: number;
}

type Root = "always_on" | "always_off" | "traceidratio";
type SamplerName = Root | `parentbased_${Root}`;

/**
 * Loads OpenTelemetry where there is a collector, and nothing where there is none. `warn` hears of what did not get
 * there.
 */
export async function openTracing(
  settings: TracingSettings | null,
  warn: (message: string) => void,
): Promise<Tracing> {
  if (settings === null) return noTracing;
  const { createOpenTelemetry } = await import("./open-telemetry");
  return createOpenTelemetry(settings, warn);
}
