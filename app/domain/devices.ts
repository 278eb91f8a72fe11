/** Where a person is signed in. */
import { z } from "zod";
import { accountView } from "./views";

const time = z.iso.datetime({ offset: true });

export const devicesPage = z.object({
  account: accountView.nullable(),
  devices: z.array(
    z.object({
      id: z.uuid(),
      /** The browser's User-Agent. */
      agent: z.string(),
      /** Coarse: a /24 or /48 block; empty where it is not known. */
      address: z.string(),
      createdAt: time,
      /** About once an hour of use. */
      lastSeenAt: time,
      isThis: z.boolean(),
    }),
  ),
});
export type DevicesPage = z.infer<typeof devicesPage>;

/** Which devices to sign out: some by their ids, or all but this one. */
export const signOutDevicesForm = z.union([
  z.object({ deviceId: z.uuid().transform((id) => [id]) }),
  z.object({ all: z.literal("1") }),
]);
