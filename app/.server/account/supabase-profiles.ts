import { createHash } from "node:crypto";
import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { Profiles } from "./port";

/** Names and pictures of people, on SQL functions. Errors: signed_out, unavailable. */
export function createSupabaseProfiles(database: Database): Profiles {
  const service = database.asService();
  return {
    async chooseName(viewer, name) {
      await service.call("choose_name", { ...sessionOf(viewer), p_name: name });
    },
    async choosePicture(viewer, webp) {
      await service.call("choose_avatar", {
        ...sessionOf(viewer),
        p_version: webp && createHash("sha256").update(webp).digest("hex").slice(0, 32),
        p_webp: webp && Buffer.from(webp).toString("base64"),
      });
    },
    async picture(viewer, version) {
      const webp = await database.asViewer(viewer).call("avatar_file", { p_version: version });
      return webp === null ? null : Buffer.from(webp, "base64");
    },
  };
}
