import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { destroyLater } from "./destroy-later";
import { errorPage } from "./error-page";
import { staticHeaders } from "./security-headers";

const statusOfError: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * What is not even HTTP, or does not come in time, gets its plain page too, written by hand because there is no
 * response to write to. The connection is destroyed after `lingerMs`.
 */
export function answerMalformed(
  { code = "" }: NodeJS.ErrnoException,
  socket: Socket,
  { publicOrigin, lingerMs }: { publicOrigin: string; lingerMs: number },
): void {
  if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status = statusOfError[code] ?? 400;
  const page = errorPage(status, null);
  const headers = {
    ...staticHeaders(publicOrigin.startsWith("https:")),
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(page),
    "cache-control": "no-store",
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${page}`);
  destroyLater(socket, lingerMs);
}
