import type { ImportFault } from "~/domain/takeout-views";
import { AppError } from "../../errors";

/** Where it has failed so often, what nobody expects is a fault of the file. */
const lastTries = 3;

/** Why a file can't come in, where its import has failed so often. Throws what has nothing to do with it. */
export function faultOf(error: unknown, failures: number): ImportFault {
  if (!(error instanceof AppError)) {
    if (failures >= lastTries) return "unreadable";
    throw error;
  }
  if (error.code === "unsupported_media") return "unsupported";
  if (error.code === "too_large") return "too_large";
  if (error.code === "unreadable_media") return "changed" in error.facts ? "changed" : "unreadable";
  if (error.code === "unavailable" && "slow" in error.facts) return "busy";
  throw error;
}
