import type { Viewer } from "~/domain/viewer";
import type { GenerationStore } from "../generations/port";

/** Stops a request of the viewer's own and gives its credits back. Errors: signed_out, not_found, already_finished. */
export async function cancelGeneration(
  deps: { generations: GenerationStore },
  viewer: Viewer,
  generationId: string,
): Promise<void> {
  await deps.generations.cancel(viewer, generationId);
}
