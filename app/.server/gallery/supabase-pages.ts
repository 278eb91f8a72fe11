import {
  accountPage,
  galleryPage,
  generationPage,
  mediaPage,
  settingsView,
  studioPage,
} from "~/domain/views";
import type { Database } from "../db/clients";
import type { Pages } from "./port";

/** The read models on SQL page functions: one call a page, as the viewer. Errors: signed_out, unavailable. */
export function createSupabasePages(database: Database): Pages {
  const as = database.asViewer;
  return {
    async account(viewer) {
      return accountPage.parse(await as(viewer).call("account_page", {})).account;
    },
    async studio(viewer, kind) {
      return studioPage.parse(await as(viewer).call("studio_page", { kind }));
    },
    async generation(viewer, generationId) {
      return generationPage.parse(await as(viewer).call("generation_page", { generationId }));
    },
    async gallery(viewer, query) {
      return galleryPage.parse(await as(viewer).call("gallery_page", { ...query }));
    },
    async media(viewer, mediaId, list) {
      return mediaPage.parse(await as(viewer).call("media_page", { mediaId, ...list }));
    },
    async settings() {
      return settingsView.parse(await database.asService().call("public_settings", {}));
    },
  };
}
