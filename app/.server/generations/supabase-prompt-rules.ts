import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import { AppError } from "../errors";
import type { PromptRules } from "./port";

/** The rules for prompts, asked as the server. Errors: those of the port. */
export function createSupabasePromptRules(database: Database): PromptRules {
  const service = database.asService();
  return {
    async isBlocked(prompt) {
      return (await service.call("is_prompt_blocked", { p_prompt: prompt })) === true;
    },
    note: (viewer, id, prompt) =>
      service.call("note_blocked_prompt", { ...sessionOf(viewer), p_id: id, p_prompt: prompt }),
    async own(viewer, id) {
      const found = await service.call("blocked_prompt", { ...sessionOf(viewer), p_id: id });
      if (!found) throw new AppError("not_found");
      return found;
    },
    async object(viewer, id, words) {
      await service.call("object_to_block", { ...sessionOf(viewer), p_id: id, p_words: words });
    },
  };
}
