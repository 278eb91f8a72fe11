import type { Viewer } from "~/domain/viewer";
import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { PromptHistory } from "./port";

/** Acts as the server, for that viewer. Errors: those of the port. */
export function createSupabasePromptHistory(database: Database): PromptHistory {
  const service = database.asService();
  const these = (viewer: Viewer, promptIds: readonly string[]) => ({
    ...sessionOf(viewer),
    p_prompt_ids: promptIds,
  });
  return {
    async star(viewer, promptIds, isStarred) {
      await service.call("star_prompts", { ...these(viewer, promptIds), p_starred: isStarred });
    },
    async delete(viewer, promptIds) {
      await service.call("delete_prompts", these(viewer, promptIds));
    },
    async restore(viewer, promptIds) {
      await service.call("restore_prompts", these(viewer, promptIds));
    },
    deleteAll: (viewer) => service.call("clear_prompts", sessionOf(viewer)),
    restoreAll: (viewer) => service.call("unclear_prompts", sessionOf(viewer)),
  };
}
