import { lazy, type ComponentType } from "react";

/**
 * A component that is fetched when it is first rendered, and what stands in its place where its file cannot be loaded.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  otherwise: ComponentType<Props>,
) {
  return lazy(async () => ({ default: await load().catch(() => otherwise) }));
}
