import type { Database } from "../db/clients";
import { createZipReader } from "./read-zip";
import { createSupabaseExportPages } from "./supabase-export-pages";
import { createSupabaseImports } from "./supabase-imports";

/** What leaves an Easel as a whole, and comes into another one. */
export function createTakeout(database: Database) {
  return {
    exportPages: createSupabaseExportPages(database),
    imports: createSupabaseImports(database),
    archives: createZipReader(),
  };
}

export type Takeout = ReturnType<typeof createTakeout>;
