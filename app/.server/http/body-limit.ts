import { studioPaths } from "~/domain/generation";
import { AppError } from "../errors";

/**
 * Both texts of the studio as long as they may be, in a script of three bytes a letter, become 36 kB in
 * percent-encoding.
 */
const limitBytes = 64_000;
/** Nothing is encoded here. Forms with long texts come this way, and get them back however long they are. */
const multipartLimitBytes = 1_000_000;
/**
 * Of forms with a picture. What such a file has over its own limit is dropped as it comes, so that the words beside it
 * come back with the refusal; beyond this one nothing is read at all.
 */
const uploadLimitBytes = 64_000_000;
const uploadPaths = new Set([studioPaths.edit, studioPaths.video, "/uploads", "/account"]);

/** Where zips of another Easel come in. */
const importPath = "/account/import";

/** True for a body that may take hours: a zip with everything that a person has. */
export const isImport = (pathname: string): boolean => pathname === importPath;

/** The most bytes that a body of this content type may have at this path; an import has a limit of its own. */
export function bodyLimitBytes(
  contentType: string | undefined,
  pathname: string,
  importMaxBytes: number,
): number {
  if (!/^\s*multipart\//i.test(contentType ?? "")) return limitBytes;
  if (isImport(pathname)) return importMaxBytes + multipartLimitBytes;
  return uploadPaths.has(pathname.replace(/\.data$/, "")) ? uploadLimitBytes : multipartLimitBytes;
}

/**
 * The same request with a body that breaks off with `too_large` once it has given `limitBytes`.
 * `wasExceeded` tells afterwards, however the reader has treated the error.
 */
export function limitBody(
  request: Request,
  limitBytes: number,
): { request: Request; wasExceeded: () => boolean } {
  if (!request.body) return { request, wasExceeded: () => false };
  let received = 0;
  const counted = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        if (received > limitBytes) controller.error(new AppError("too_large"));
        else controller.enqueue(chunk);
      },
    }),
  );
  // The standard asks for `duplex`, which the DOM's own types do not know yet.
  const init: RequestInit & { duplex: "half" } = { body: counted, duplex: "half" };
  return { request: new Request(request, init), wasExceeded: () => received > limitBytes };
}
