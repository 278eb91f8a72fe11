import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { Uploads } from "./uploads-port";

/** Uploads on SQL functions: one's own as the viewer, all else with the server's rights. Errors: those of the port. */
export function createSupabaseUploads(database: Database): Uploads {
  const service = database.asService();
  return {
    async plan(uploadId, userId) {
      const planned = { p_upload_id: uploadId, p_user_id: userId };
      return (await service.call("plan_upload", planned)) ?? uploadId;
    },
    async keep(owner, role, { id, ...file }) {
      const whose =
        "viewer" in owner ? sessionOf(owner.viewer) : { p_visitor_hash: owner.visitorHash };
      const given = { p_upload_id: id, p_role: role, p_file: file };
      return (await service.call("keep_upload", { ...given, ...whose })) ?? id;
    },
    async claim(viewer, visitorHash) {
      await service.call("claim_uploads", { ...sessionOf(viewer), p_visitor_hash: visitorHash });
    },
    inputs: (viewer, ids) => database.asViewer(viewer).call("own_inputs", { p_ids: ids }),
    async ofVisitor(visitorHash) {
      const rows = await service.call("visitor_uploads", { p_visitor_hash: visitorHash });
      return rows.map(({ width, height, thumbhash, role, ...row }) => {
        const { thumb_path: thumbPath, content_type: contentType, size_bytes: sizeBytes } = row;
        const { id, store, path, sha256, prompt } = row;
        const file = { id, store, path, thumbPath, contentType, sizeBytes, sha256, prompt };
        return { id, role: role === "mask" ? "mask" : "picture", width, height, thumbhash, file };
      });
    },
  };
}
