import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { HeldImport, Imports, ImportThing } from "./port";

/** Imports on SQL functions: one's own as the viewer, the work with the server's rights. Errors: those of the port. */
export function createSupabaseImports(database: Database): Imports {
  const service = database.asService();
  return {
    page: (viewer) => database.asViewer(viewer).call("data_page", {}),
    books: (viewer, part, page, pageSize) =>
      database
        .asViewer(viewer)
        .call("books_page", { p_part: part, p_page: page, p_page_size: pageSize }),
    async begin(viewer, importId, store, path) {
      const zip = { p_import_id: importId, p_store: store, p_path: path };
      await service.call("begin_import", { ...sessionOf(viewer), ...zip });
    },
    async receive(viewer, importId, sizeBytes) {
      const zip = { p_import_id: importId, p_size_bytes: sizeBytes };
      await service.call("receive_import", { ...sessionOf(viewer), ...zip });
    },
    async drop(importId, store, path) {
      await service.call("drop_import", { p_import_id: importId, p_store: store, p_path: path });
    },
    async cancel(viewer, importId) {
      await service.call("cancel_import", { ...sessionOf(viewer), p_import_id: importId });
    },
    async claim(leaseToken, leaseSeconds) {
      const args = { p_lease_token: leaseToken, p_lease_seconds: leaseSeconds };
      const found = await service.call("claim_import", args);
      return found && { ...found, leaseToken };
    },
    async known(held, ids) {
      return new Set(await service.call("known_imports", { ...leaseOf(held), p_ids: ids }));
    },
    async batch(held, things, { place, filesTotal, filesDone }, leaseSeconds) {
      await service.call("import_batch", {
        ...leaseOf(held),
        p_items: things.map(rowOf),
        p_place: place,
        p_files_total: filesTotal,
        p_files_done: filesDone,
        p_lease_seconds: leaseSeconds,
      });
    },
    async extend(held, leaseSeconds) {
      await service.call("extend_import", { ...leaseOf(held), p_lease_seconds: leaseSeconds });
    },
    async release(held, hasFailed) {
      await service.call("release_import", { ...leaseOf(held), p_has_failed: hasFailed });
    },
    async finish(held, problem) {
      await service.call("finish_import", { ...leaseOf(held), p_problem: problem });
    },
  };
}

const leaseOf = ({ id, leaseToken }: HeldImport) => ({
  p_import_id: id,
  p_lease_token: leaseToken,
});

const rowOf = (thing: ImportThing) => ({ why: null, thing: null, ...thing });
