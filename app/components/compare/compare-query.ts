/** As many pictures are compared at once. */
export const maxCompared = 4;

export const compareLooks = ["side", "slider"] as const;
export type CompareLook = (typeof compareLooks)[number];

/** The address of a comparison; side by side is left out. */
export function compareHref(ids: readonly string[], look: CompareLook = "side"): string {
  const query = look === "slider" ? "&look=slider" : "";
  return `/compare?ids=${ids.join(",")}${query}`;
}
