import { createHash, randomBytes } from "node:crypto";
import type { KnownDevice } from "~/domain/viewer";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import type { SignInGuard } from "./port";

/** Browsers that several people share keep an id for each account; more than this are forgotten, the oldest first. */
const maxIds = 8;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The database never sees an address or an id, and counts for addresses that nobody has as for others. */
const accountOf = (email: string): string => sha256(email.trim().toLowerCase());

/** Tries to sign in, and the places that an account knows, on SQL functions. Errors: rate_limited, unavailable. */
export function createSupabaseSignInGuard(
  database: Database,
  log: (message: string, facts: Record<string, unknown>) => void,
): SignInGuard {
  const service = database.asService();

  const knowPlace = async (
    email: string,
    device: KnownDevice,
    afresh: boolean,
    knownId?: string,
  ) => {
    const id = knownId ?? randomBytes(16).toString("base64url");
    const isFirst = await service.call("register_place", {
      p_account: accountOf(email),
      p_address: device.address,
      p_device: sha256(id),
      p_afresh: afresh,
    });
    const others = device.ids.filter((other) => other !== id);
    return {
      ids: [id, ...others].slice(0, maxIds),
      isNew: knownId === undefined && isFirst !== true,
    };
  };
  /** Whoever is signed in stays so, also when that could not be written down. */
  const keepIdsOnTrouble = async (
    device: KnownDevice,
    work: () => ReturnType<typeof knowPlace>,
  ) => {
    try {
      return await work();
    } catch (error) {
      log("Where somebody signed in was not written down", { err: error });
      return { ids: device.ids, isNew: false };
    }
  };

  return {
    async begin(email, device) {
      const { address, ids } = device;
      const begun = await service.call("begin_sign_in", {
        p_account: accountOf(email),
        p_address: address,
        p_devices: ids.map(sha256),
      });
      const { allowed, retryAfterSeconds, counted } = begun;
      if (!allowed)
        throw new AppError("rate_limited", { retryable: true, facts: { retryAfterSeconds } });
      const end = (succeeded: boolean) =>
        service.call("end_sign_in", { p_counted: counted, p_succeeded: succeeded });
      const knownId = ids.find((id) => sha256(id) === begun.device);
      return {
        succeed: () =>
          keepIdsOnTrouble(device, async () => {
            await end(true);
            return await knowPlace(email, device, false, knownId);
          }),
        discard: () => end(false),
      };
    },
    registerPlace: (email, device) =>
      keepIdsOnTrouble(device, () => knowPlace(email, device, false)),
    resetPlaces: (email, device) => keepIdsOnTrouble(device, () => knowPlace(email, device, true)),
  };
}
