import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  defaultTextMapGetter,
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  type Span as OpenSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { setGlobalErrorHandler, W3CTraceContextPropagator } from "@opentelemetry/core";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import type { TracingSettings } from "./open-tracing";
import type { Span, SpanFacts, Tracing } from "./port";
import { createSampler } from "./sampler";

/** The open span, and what everything below it is marked with. */
interface Place {
  context: Context;
  facts: SpanFacts;
}

const nowhere: Place = { context: ROOT_CONTEXT, facts: {} };
const stopMs = 1_500;

/**
 * Traces by OpenTelemetry, posted in batches to a collector (OTLP over HTTP). Sets nothing global but where its own
 * troubles are told.
 */
export async function createOpenTelemetry(
  settings: TracingSettings,
  warn: (message: string) => void,
): Promise<Tracing> {
  const places = new AsyncLocalStorage<Place>();
  // Sending is no part of what is sent.
  const say = (message: string) => places.exit(() => warn(`Traces: ${message}`));
  const provider = await startProvider(settings, say);
  const tracer = provider.getTracer("easel");
  const open = createOpener(tracer, places);
  const propagator = new W3CTraceContextPropagator();
  return {
    isOn: true,
    span: (name, facts, work) => doWithin(open(name, facts, SpanKind.INTERNAL), work),
    startRequest(headers, facts) {
      const said = headers && propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const named = said && trace.getSpanContext(said);
      const { span, run } = open("request", facts, SpanKind.SERVER, nowhere);
      if (named) span.addLink({ context: named });
      return {
        run,
        end(name, endFacts, failure) {
          span.updateName(name).setAttributes(endFacts);
          if (failure) fail(span, failure);
          span.end();
        },
      };
    },
    bind: (work) => AsyncLocalStorage.bind(work),
    fetch: (plain) => async (input, init) => {
      const { method, host } = describe(input, init);
      const facts = { "http.request.method": method, "server.address": host };
      return await doWithin(open(method, facts, SpanKind.CLIENT), async (span) => {
        const response = await plain(input, init);
        span.set({ "http.response.status_code": response.status });
        if (response.status >= 400) span.fail(String(response.status));
        return response;
      });
    },
    logFacts(): Readonly<Record<string, string>> {
      const place = places.getStore();
      const traceId = place && trace.getSpanContext(place.context)?.traceId;
      return traceId ? { trace_id: traceId } : {};
    },
    async stop() {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, stopMs);
      const sent = provider.shutdown().catch(() => say("the last ones did not get there"));
      await Promise.race([sent, late]);
      clearTimeout(timer);
    },
  };
}

async function startProvider(
  settings: TracingSettings,
  say: (message: string) => void,
): Promise<TracerProvider> {
  diag.setLogger(
    { error: say, warn: say, info() {}, debug() {}, verbose() {} },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  setGlobalErrorHandler((error) => say(error instanceof Error ? error.message : String(error)));
  const exporter = await createExporter(settings);
  return new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(settings.resource)),
    sampler: createSampler(settings),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: settings.everyMs })],
  });
}

interface Opened {
  span: OpenSpan;
  run<T>(work: () => T): T;
}

function createOpener(tracer: Tracer, places: AsyncLocalStorage<Place>) {
  return (name: string, own: SpanFacts, kind: SpanKind, within?: Place): Opened => {
    const place = within ?? places.getStore() ?? nowhere;
    const facts = { ...place.facts, ...own };
    const span = tracer.startSpan(name, { kind, attributes: facts }, place.context);
    const inner = { context: trace.setSpan(place.context, span), facts };
    return { span, run: (work) => places.run(inner, work) };
  };
}

async function doWithin<T>({ span, run }: Opened, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await run(() =>
      work({ set: (facts) => void span.setAttributes(facts), fail: (type) => fail(span, type) }),
    );
  } catch (error) {
    fail(span, nameOf(error));
    throw error;
  } finally {
    span.end();
  }
}

function fail(span: OpenSpan, type: string): void {
  span.setAttribute("error.type", type).setStatus({ code: SpanStatusCode.ERROR });
}

/** Its code, else the name of its class: what it says may quote somebody. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function describe(input: Parameters<typeof fetch>[0], init: RequestInit | undefined) {
  const isRequest = input instanceof Request;
  const method = init?.method ?? (isRequest ? input.method : "GET");
  const host = URL.parse(isRequest ? input.url : String(input))?.hostname ?? "";
  return { method: method.toUpperCase(), host };
}

async function createExporter({ url, headers, protocol }: TracingSettings): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await (protocol === "http/json"
    ? import("@opentelemetry/exporter-trace-otlp-http")
    : import("@opentelemetry/exporter-trace-otlp-proto"));
  return new OTLPTraceExporter({ url, headers: { ...headers } });
}
