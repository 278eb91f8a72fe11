import type { Database } from "../db/clients";
import { createSupabaseOrganizer } from "./supabase-organizer";
import { createSupabasePages } from "./supabase-pages";
import { createSupabasePromptHistory } from "./supabase-prompt-history";

/** What pages show, how a person orders their files, and their earlier prompts. */
export function createGallery(database: Database) {
  return {
    pages: createSupabasePages(database),
    organizer: createSupabaseOrganizer(database),
    promptHistory: createSupabasePromptHistory(database),
  };
}
