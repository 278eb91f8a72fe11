import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { type: "minor" }) => void;

/** So many bytes of buffers may wait for the collector. */
const stepBytes = 8 * 1024 * 1024;
let collect: Collect | null = null;

/**
 * Keeps a long stream from filling the memory with buffers that nobody needs any more: V8 looks at them only when 64 MB
 * have come together, since their bytes lie outside its heap. The function takes the length of each buffer as it
 * passes, and has the young ones collected every 8 MB: a millisecond each time.
 */
export function createBufferCollector(): (bytes: number) => void {
  collect ??= exposeCollector();
  let passed = 0;
  return (bytes) => {
    passed += bytes;
    if (passed < stepBytes) return;
    passed = 0;
    collect?.({ type: "minor" });
  };
}

/** A context that is made after the flag has the function; the ones that run Easel do not. */
function exposeCollector(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}

/** Detaches the memory of bytes that nobody needs any more. A piece of something larger is left alone. */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  const isWhole = byteLength > 0 && buffer.byteLength === byteLength;
  if (isWhole && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
