import type { Database } from "../db/clients";
import { AppError } from "../errors";
import type { ReportQueue } from "./reports-port";

/** Reports, by the SQL functions of admins. Errors: those of the port. */
export function createSupabaseReportQueue(database: Database): ReportQueue {
  const service = database.asService();
  const named = (session: string, reportId: string) => ({
    p_admin_session: session,
    p_report_id: reportId,
  });
  return {
    list: (session, isOpen, page, pageSize) =>
      service.call("admin_reports", {
        p_admin_session: session,
        p_is_open: isOpen,
        p_page: page,
        p_page_size: pageSize,
      }),
    async read(session, reportId, page, pageSize) {
      const paged = { p_page: page, p_page_size: pageSize };
      const report = await service.call("admin_report", { ...named(session, reportId), ...paged });
      return report ?? notFound();
    },
    async file(session, reportId, mediaId) {
      const [row] = await service.call("admin_report_file", {
        ...named(session, reportId),
        p_media_id: mediaId,
      });
      if (!row) notFound();
      const { thumb_path, content_type, size_bytes, ...file } = row;
      return {
        ...file,
        thumbPath: thumb_path,
        contentType: content_type,
        sizeBytes: size_bytes,
      };
    },
    async takeDown(session, { id, reportId, mediaIds, isEverything, words, reason }) {
      const [row] = await service.call("take_down", {
        ...named(session, reportId),
        p_media_ids: mediaIds,
        p_is_everything: isEverything,
        p_words: words,
        p_take_down_id: id,
        p_reason: reason,
      });
      return { email: row?.email || null };
    },
    async undo(session, reportId, reason) {
      await service.call("undo_take_down", { ...named(session, reportId), p_reason: reason });
    },
    async reject(session, reportId, reason) {
      await service.call("reject_report", { ...named(session, reportId), p_reason: reason });
    },
    async note(session, reportId, note) {
      await service.call("note_report", { ...named(session, reportId), p_note: note });
    },
  };
}

function notFound(): never {
  throw new AppError("not_found");
}
