import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fleetingBytes } from "~/.server/http/fleeting-bytes";
import { sendResponse } from "~/.server/http/send-response";

const pieceBytes = 64 * 1024;

/** Fetches a body of these pieces through `sendResponse`. Returns the bytes that arrive. */
async function fetchBody(
  pieces: readonly Uint8Array[],
  mark: (response: Response) => Response,
): Promise<Uint8Array> {
  const server = createServer((incoming, outgoing) => {
    const left = pieces.values();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { done, value } = left.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    void sendResponse(incoming, outgoing, mark(new Response(body)));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } });
  return new Uint8Array(await response.arrayBuffer());
}

const newPieces = () =>
  Array.from({ length: 100 }, (_, index) => new Uint8Array(pieceBytes).fill(index));

test("gives the memory of each piece back once it is written, and sends it unspoiled", async () => {
  const pieces = newPieces();
  const wanted = Buffer.concat(pieces);
  expect(wanted.equals(await fetchBody(pieces, fleetingBytes))).toBe(true);
  expect(pieces.map(({ buffer }) => buffer.byteLength)).toEqual(pieces.map(() => 0));
});

test("leaves alone what is a part of something larger, and every other response", async () => {
  const large = new Uint8Array(4 * pieceBytes);
  await fetchBody([large.subarray(0, pieceBytes), large.subarray(pieceBytes)], fleetingBytes);
  expect(large.byteLength).toBe(4 * pieceBytes);
  const pieces = newPieces();
  await fetchBody(pieces, (response) => response);
  expect(pieces.every(({ byteLength }) => byteLength === pieceBytes)).toBe(true);
});
