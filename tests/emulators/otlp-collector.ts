import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

type Value = string | number | boolean;

export interface CollectedSpan {
  traceId: string;
  spanId: string;
  /** Empty for the first one of a trace. */
  parentSpanId: string;
  name: string;
  /** As numbers: 1 internal, 2 server, 3 client. */
  kind: number;
  durationMs: number;
  attributes: Record<string, Value>;
  hasFailed: boolean;
  /** Of the process that it came from. */
  resource: Record<string, Value>;
}

export interface Post {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A collector of traces: decodes what is posted to it as OTLP over HTTP, by its content type as JSON or protobuf. */
export async function startCollector() {
  const spans: CollectedSpan[] = [];
  const posts: Post[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    posts.push({ path: incoming.url ?? "", headers: incoming.headers, body });
    const isJson = incoming.headers["content-type"] === "application/json";
    spans.push(...(isJson ? readJson(body) : readProtobuf(body)));
    outgoing.setHeader("content-type", incoming.headers["content-type"] ?? "");
    outgoing.end(isJson ? "{}" : "");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    posts,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface JsonAttribute {
  key: string;
  value: {
    stringValue?: string;
    boolValue?: boolean;
    intValue?: string | number;
    doubleValue?: number;
  };
}
interface JsonSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: JsonAttribute[];
  status?: { code?: number };
}
interface JsonBody {
  resourceSpans: {
    resource: { attributes: JsonAttribute[] };
    scopeSpans: { spans: JsonSpan[] }[];
  }[];
}

function readJson(body: Buffer): CollectedSpan[] {
  const { resourceSpans } = JSON.parse(body.toString()) as JsonBody;
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? "",
        name: span.name,
        kind: span.kind,
        durationMs: msBetween(BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)),
        attributes: jsonAttributes(span.attributes),
        hasFailed: span.status?.code === 2,
        resource: jsonAttributes(resource.attributes),
      })),
    ),
  );
}

function jsonAttributes(all: readonly JsonAttribute[]): Record<string, Value> {
  return Object.fromEntries(
    all.map(({ key, value: { stringValue, boolValue, intValue, doubleValue } }) => [
      key,
      stringValue ?? boolValue ?? doubleValue ?? Number(intValue),
    ]),
  );
}

/** opentelemetry/proto/trace/v1/trace.proto: the numbers are those of its fields. */
function readProtobuf(body: Buffer): CollectedSpan[] {
  return messages(fieldsOf(body), 1).flatMap((ofResource) => {
    const [resource] = messages(ofResource, 1);
    return messages(ofResource, 2)
      .flatMap((scope) => messages(scope, 2))
      .map((span) => ({
        traceId: bytes(span, 1).toString("hex"),
        spanId: bytes(span, 2).toString("hex"),
        parentSpanId: bytes(span, 4).toString("hex"),
        name: bytes(span, 5).toString(),
        kind: number(span, 6),
        durationMs: msBetween(bytes(span, 7).readBigUInt64LE(), bytes(span, 8).readBigUInt64LE()),
        attributes: attributesOf(span, 9),
        hasFailed: messages(span, 15).some((status) => number(status, 3) === 2),
        resource: resource ? attributesOf(resource, 1) : {},
      }));
  });
}

type Fields = Map<number, (Buffer | bigint)[]>;

function fieldsOf(body: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = body.readUInt8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => body.subarray(at, (at += length));
  while (at < body.length) {
    const tag = Number(varint());
    const read: Record<number, () => Buffer | bigint> = {
      0: varint,
      1: () => take(8),
      2: () => take(Number(varint())),
      5: () => take(4),
    };
    const value = read[tag & 7]?.();
    if (value === undefined) throw new Error(`No such wire type: ${tag & 7}`);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

const all = (fields: Fields, field: number) => fields.get(field) ?? [];
const messages = (fields: Fields, field: number): Fields[] =>
  all(fields, field).map((value) => fieldsOf(value as Buffer));
const bytes = (fields: Fields, field: number) =>
  (all(fields, field)[0] as Buffer | undefined) ?? Buffer.alloc(0);
const number = (fields: Fields, field: number) => Number(all(fields, field)[0] ?? 0);

function attributesOf(fields: Fields, field: number): Record<string, Value> {
  return Object.fromEntries(
    messages(fields, field).map((pair) => {
      const [value = new Map() as Fields] = messages(pair, 2);
      const read: Record<number, () => Value> = {
        1: () => bytes(value, 1).toString(),
        2: () => number(value, 2) === 1,
        3: () => number(value, 3),
        4: () => bytes(value, 4).readDoubleLE(),
      };
      const [kind = 0] = value.keys();
      return [bytes(pair, 1).toString(), read[kind]?.() ?? ""];
    }),
  );
}

const msBetween = (from: bigint, to: bigint) => Number(to - from) / 1e6;
