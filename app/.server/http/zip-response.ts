import { fleetingBytes } from "./fleeting-bytes";

/** A zip to download, as it is read. `name` is the file's name without `.zip` and without the day, which is added. */
export function zipResponse(name: string, body: ReadableStream<Uint8Array>, now: Date): Response {
  return fleetingBytes(
    new Response(body, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${name}-${now.toISOString().slice(0, 10)}.zip"`,
        "cache-control": "private, no-store",
        "content-security-policy": "sandbox; default-src 'none'",
      },
    }),
  );
}
