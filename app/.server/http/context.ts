import { createContext } from "react-router";
import type { Container } from "../container";
import type { Log } from "../log";

/** What the server knows of one request beside the Request itself. */
export interface RequestFacts {
  /** Made here, never taken from outside; sent back as X-Request-Id and shown on error pages. */
  id: string;
  /** Adds the request id to every line. */
  log: Log;
  /** The client's address, or null when it is not known. See `client-address.ts`. */
  address: string | null;
  /** True when both the connection and the Host header are this machine's own. */
  isLoopback: boolean;
}

/**
 * The process's one container. Set by `main`, so that pages and server share it whatever module graph they come from.
 */
export const containerContext = createContext<Container>();

/** Facts of the request at hand. */
export const requestContext = createContext<RequestFacts>();
