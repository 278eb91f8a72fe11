import type { Database } from "../db/clients";
import { createSupabaseOrganizer } from "./supabase-organizer";
import { createSupabasePages } from "./supabase-pages";
import { createSupabasePromptHistory } from "./supabase-prompt-history";
import { createSupabaseSavedSearches } from "./supabase-saved-searches";

/** What pages show, how a person orders their files, their earlier prompts, and the searches they keep. */
export function createGallery(database: Database) {
  return {
    pages: createSupabasePages(database),
    organizer: createSupabaseOrganizer(database),
    promptHistory: createSupabasePromptHistory(database),
    savedSearches: createSupabaseSavedSearches(database),
  };
}
