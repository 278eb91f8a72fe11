import { Agent, setGlobalDispatcher, type Dispatcher } from "undici";
import { isLoopbackHost } from "~/domain/loopback";

/** Every host of the outside services that emulators stand in for. `*.` stands for any depth below. */
const emulatedHosts = [
  "*.fal.run",
  "*.fal.ai",
  "*.fal.media",
  "storage.googleapis.com",
  "oauth2.googleapis.com",
  "www.googleapis.com",
  "*.wavespeed.ai",
  "*.cloudfront.net",
  "huggingface.co",
  "*.huggingface.co",
  "*.hf.space",
  "*.replicate.delivery",
  "replicate.delivery",
  "vercel.com",
  "*.blob.vercel-storage.com",
];

/**
 * A dispatcher that takes the outside services' hosts to `emulatorOrigin`, with the host as the first part of the path,
 * lets loopback through, and refuses every other host. For tests and development only: see `PROVIDER_EMULATOR`.
 */
export function createEmulatedDispatcher(emulatorOrigin: string): Dispatcher {
  return new Agent().compose((dispatch) => (options, handler) => {
    const { hostname } = new URL(String(options.origin));
    if (isLoopbackHost(hostname)) return dispatch(options, handler);
    if (!isEmulated(hostname)) throw new Error(`${hostname} is neither loopback nor emulated`);
    return dispatch(
      { ...options, origin: emulatorOrigin, path: `/${hostname}${options.path}` },
      handler,
    );
  });
}

/** From now on every fetch of this process goes through such a dispatcher; returns it. */
export function sendHostsToEmulator(emulatorOrigin: string): Dispatcher {
  const dispatcher = createEmulatedDispatcher(emulatorOrigin);
  setGlobalDispatcher(dispatcher);
  return dispatcher;
}

function isEmulated(hostname: string): boolean {
  return emulatedHosts.some((pattern) =>
    pattern.startsWith("*.") ? hostname.endsWith(pattern.slice(1)) : hostname === pattern,
  );
}
