import { createHash, randomUUID } from "node:crypto";
import type { Answer, EmulatedRoute, EmulatedService, Received } from "./emulator.ts";
import { served, type StoredBlob } from "./vercel-blob-host.ts";

/** The store's own token. */
export const emulatedBlobToken = "vercel_blob_rw_EaselEmulated_0123456789abcdef";
/** What a project that is connected to the store has in place of it. */
export const emulatedBlobProject = {
  BLOB_STORE_ID: "store_EaselEmulated",
  VERCEL_OIDC_TOKEN: oidcToken("2099-01-01T00:00:00Z"),
};

const api = "/vercel.com/api/blob";
const leastPartBytes = 5 * 1024 * 1024;
const mostListed = 1000;
/** After an overwrite or a deletion the network still has what was read before. */
const staleMs = 60_000;

/** What is wrong with the whole store: its quota is used up, it was deleted, it has too much to do. */
export type BlobStoreTrouble = "store_suspended" | "store_not_found" | "rate_limited";

export interface VercelBlobEmulator extends EmulatedService {
  behave(behaviour: { trouble: BlobStoreTrouble | null }): void;
}

interface StartedUpload {
  pathname: string;
  headers: Received["headers"];
  parts: Map<number, { bytes: Buffer; etag: string }>;
}

/**
 * One private store of Vercel Blob, kept in memory: its API below `vercel.com/api/blob` and its own host, where objects
 * are read through a network that keeps copies. Source: the requests of @vercel/blob 2.8 and what the service answers
 * to them.
 */
export function createVercelBlobEmulator(now = Date.now): VercelBlobEmulator {
  const [, , , storeId = ""] = emulatedBlobToken.split("_");
  const origin = `https://${storeId.toLowerCase()}.private.blob.vercel-storage.com`;
  const blobs = new Map<string, StoredBlob>();
  const uploads = new Map<string, StartedUpload>();
  /** What was read lately, with the time until which it is given out though there is another one now. */
  const copies = new Map<string, { blob: StoredBlob; until: number }>();
  let trouble: BlobStoreTrouble | null = null;

  /** A project's token does not name the store. On the store's own host nothing else can be meant. */
  const isOurs = ({ headers, path }: Received) => {
    if (headers.authorization === `Bearer ${emulatedBlobToken}`) return true;
    const isNamed = headers["x-vercel-blob-store-id"] === storeId || !path.startsWith(api);
    return isNamed && headers.authorization === `Bearer ${emulatedBlobProject.VERCEL_OIDC_TOKEN}`;
  };
  const outdate = (pathname: string) => {
    const copy = copies.get(pathname);
    if (copy) copy.until = Math.min(copy.until, now() + staleMs);
  };
  /** A blob is named by its address or by its path. */
  const pathOf = (urlOrPath: string) =>
    urlOrPath.startsWith(`${origin}/`) ? urlOrPath.slice(origin.length + 1) : urlOrPath;
  const facts = (pathname: string, blob: StoredBlob) => ({
    url: `${origin}/${pathname}`,
    downloadUrl: `${origin}/${pathname}?download=1`,
    pathname,
    contentType: blob.contentType,
    contentDisposition: `inline; filename="${pathname.split("/").at(-1)}"`,
    etag: blob.etag,
  });

  function keep(
    asked: string,
    headers: Received["headers"],
    chunks: readonly Buffer[],
    etag: string,
  ): Answer {
    if (headers["x-vercel-blob-access"] !== "private")
      return refusal("bad_request", "Cannot use public access on a private store.");
    const pathname = headers["x-add-random-suffix"] === "1" ? withSuffix(asked) : asked;
    const old = blobs.get(pathname);
    const wanted = headers["x-if-match"];
    if (wanted !== undefined && wanted !== old?.etag) return refusal("precondition_failed");
    if (old && headers["x-allow-overwrite"] !== "1")
      return refusal(
        "bad_request",
        "This blob already exists, use `allowOverwrite: true` if you want to overwrite it.",
      );
    const blob: StoredBlob = {
      chunks,
      size: chunks.reduce((sum, { length }) => sum + length, 0),
      contentType: String(headers["x-content-type"] ?? typeOf(pathname)),
      cacheControl: `public, max-age=${String(headers["x-cache-control-max-age"] ?? 2_592_000)}`,
      etag,
      uploadedAt: new Date().toISOString(),
    };
    blobs.set(pathname, blob);
    outdate(pathname);
    return { json: facts(pathname, blob) };
  }

  function putOrCopy({ query, headers, body }: Received): Answer {
    const pathname = query.get("pathname");
    if (!pathname || pathname.length > 950 || pathname.includes("//"))
      return refusal("bad_request", "Invalid pathname.");
    const from = query.get("fromUrl");
    if (from === null) return keep(pathname, headers, [body], etagOf(body));
    const source = blobs.get(pathOf(from));
    return source ? keep(pathname, headers, source.chunks, source.etag) : refusal("not_found");
  }

  function headOrList({ query }: Received): Answer {
    const url = query.get("url");
    if (url === null) return listed(query);
    const [pathname, blob] = [pathOf(url), blobs.get(pathOf(url))];
    if (!blob) return refusal("not_found");
    const { size, uploadedAt, cacheControl } = blob;
    return { json: { ...facts(pathname, blob), size, uploadedAt, cacheControl } };
  }

  function listed(query: URLSearchParams): Answer {
    const after = Buffer.from(query.get("cursor") ?? "", "base64url").toString();
    const limit = Math.min(Number(query.get("limit") ?? mostListed), mostListed);
    const paths = [...blobs.keys()]
      .filter((path) => path.startsWith(query.get("prefix") ?? "") && path > after)
      .toSorted();
    const page = paths.slice(0, limit);
    const hasMore = paths.length > limit;
    const cursor = hasMore && Buffer.from(page.at(-1) ?? "").toString("base64url");
    const entries = page.flatMap((path) => {
      const blob = blobs.get(path);
      return blob ? { ...facts(path, blob), size: blob.size, uploadedAt: blob.uploadedAt } : [];
    });
    return { json: { blobs: entries, hasMore, ...(cursor && { cursor }) } };
  }

  function remove({ body }: Received): Answer {
    const { urls } = JSON.parse(body.toString()) as { urls: string[] };
    for (const url of urls.map(pathOf)) {
      blobs.delete(url);
      outdate(url);
    }
    return { json: null };
  }

  function multipart(received: Received): Answer {
    const { query, headers } = received;
    const pathname = query.get("pathname") ?? "";
    if (headers["x-mpu-action"] === "create") {
      const uploadId = randomUUID();
      uploads.set(uploadId, { pathname, headers, parts: new Map() });
      return { json: { uploadId, key: pathname } };
    }
    const uploadId = String(headers["x-mpu-upload-id"]);
    const started = uploads.get(uploadId);
    const key = decodeURIComponent(String(headers["x-mpu-key"]));
    if (!started || key !== started.pathname || pathname !== key) return refusal("not_found");
    if (headers["x-mpu-action"] === "complete") return complete(uploadId, started, received);
    return keepPart(started, received);
  }

  function keepPart({ parts }: StartedUpload, { headers, body }: Received): Answer {
    const number = Number(headers["x-mpu-part-number"]);
    if (!(Number.isInteger(number) && number >= 1 && number <= 10_000))
      return refusal("bad_request", "Invalid part number.");
    const etag = etagOf(body);
    parts.set(number, { bytes: body, etag });
    return { json: { etag } };
  }

  function complete(
    uploadId: string,
    { pathname, headers, parts }: StartedUpload,
    { body }: Received,
  ) {
    const named = JSON.parse(body.toString()) as { partNumber: number; etag: string }[];
    const inOrder = named.every(({ partNumber }, index) => partNumber === index + 1);
    const chunks = named.flatMap(({ partNumber, etag }) => {
      const part = parts.get(partNumber);
      return part?.etag === etag ? part.bytes : [];
    });
    if (!inOrder || chunks.length === 0 || chunks.length !== named.length)
      return refusal("bad_request", "One or more of the specified parts could not be found.");
    if (chunks.slice(0, -1).some(({ length }) => length < leastPartBytes))
      return refusal("bad_request", "A part is smaller than the minimum of 5 MB.");
    uploads.delete(uploadId);
    return keep(pathname, headers, chunks, etagOf(body));
  }

  function read(received: Received): Answer {
    const pathname = received.path.split("/").slice(2).join("/");
    if (received.path.split("/")[1] !== new URL(origin).hostname || !isOurs(received))
      return { status: 403, body: "Forbidden" };
    if (trouble) return hostAnswers[trouble];
    const blob = readable(decodeURIComponent(pathname), received.query.get("cache") === "0");
    return blob
      ? served(blob, received)
      : { status: 404, body: "The requested blob does not exist" };
  }

  /** Not past the copies, unless that is asked for. */
  function readable(pathname: string, isFresh: boolean): StoredBlob | undefined {
    const [copy, blob] = [copies.get(pathname), blobs.get(pathname)];
    if (!isFresh && copy && copy.until > now()) return copy.blob;
    if (blob) copies.set(pathname, { blob, until: Number.POSITIVE_INFINITY });
    return blob;
  }

  const guarded = (answer: EmulatedRoute["answer"]): EmulatedRoute["answer"] => {
    return (received, ...rest) => {
      if (!isOurs(received)) return refusal("forbidden", "Access denied");
      return trouble ? refusal(trouble) : answer(received, ...rest);
    };
  };
  const behave: VercelBlobEmulator["behave"] = (behaviour) => void ({ trouble } = behaviour);
  const control: EmulatedRoute = {
    method: "POST",
    pattern: "/__vercel-blob",
    answer({ body }) {
      behave(JSON.parse(body.toString()) as { trouble: BlobStoreTrouble | null });
      return { json: { trouble } };
    },
  };
  return {
    name: "vercel-blob",
    behave,
    routes: [
      control,
      { method: "PUT", pattern: `${api}{/}?`, answer: guarded(putOrCopy) },
      { method: "GET", pattern: `${api}{/}?`, answer: guarded(headOrList) },
      { method: "POST", pattern: `${api}/delete`, answer: guarded(remove) },
      { method: "POST", pattern: `${api}/mpu`, answer: guarded(multipart) },
      { method: "GET", pattern: "/:store.private.blob.vercel-storage.com/*", answer: read },
    ],
  };
}

const etagOf = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`;

const statusOf = {
  bad_request: 400,
  forbidden: 403,
  not_found: 404,
  precondition_failed: 412,
  store_suspended: 403,
  store_not_found: 404,
  rate_limited: 429,
};

/** The store's own host says no more than this. */
const hostAnswers: Readonly<Record<BlobStoreTrouble, Answer>> = {
  store_suspended: { status: 403, body: "Forbidden" },
  store_not_found: { status: 404, body: "Not found" },
  rate_limited: { status: 429, headers: { "retry-after": "7" }, body: "Too many requests" },
};

/** In the form of a token of Vercel's. Nobody signed it. */
function oidcToken(end: string): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  const exp = Date.parse(end) / 1000;
  return `${part({ alg: "none" })}.${part({ iss: "https://oidc.vercel.com/emulated", exp })}.emulated`;
}

function refusal(code: keyof typeof statusOf, message: string = code): Answer {
  const headers: Record<string, string> = code === "rate_limited" ? { "retry-after": "7" } : {};
  return { status: statusOf[code], headers, json: { error: { code, message } } };
}

function withSuffix(pathname: string): string {
  const dot = pathname.lastIndexOf(".");
  const end = dot > pathname.lastIndexOf("/") ? dot : pathname.length;
  return `${pathname.slice(0, end)}-${randomUUID().replaceAll("-", "")}${pathname.slice(end)}`;
}

const types = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["webp", "image/webp"],
  ["mp4", "video/mp4"],
]);
const typeOf = (pathname: string) =>
  types.get(pathname.split(".").at(-1) ?? "") ?? "application/octet-stream";
