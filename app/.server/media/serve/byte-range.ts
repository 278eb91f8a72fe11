import type { ByteRange } from "../store-port";

/**
 * Reads a `Range` header for an object of `sizeBytes` (RFC 9110, section 14.2). `whole` when there is none, or one that
 * need not be honoured: another unit, several ranges, nonsense. `unsatisfiable` when it begins behind the end.
 */
export function parseRange(
  header: string | null,
  sizeBytes: number,
): ByteRange | "whole" | "unsatisfiable" {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.replaceAll(" ", "") ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return "whole";
  const [first, last] = [match[1], match[2]].map((digits) => (digits ? Number(digits) : null));
  if (first == null) return lastBytes(last ?? 0, sizeBytes);
  if (last != null && last < first) return "whole";
  if (first >= sizeBytes) return "unsatisfiable";
  return { start: first, end: Math.min(last ?? Infinity, sizeBytes - 1) };
}

function lastBytes(count: number, sizeBytes: number): ByteRange | "unsatisfiable" {
  if (count === 0 || sizeBytes === 0) return "unsatisfiable";
  return { start: Math.max(0, sizeBytes - count), end: sizeBytes - 1 };
}
