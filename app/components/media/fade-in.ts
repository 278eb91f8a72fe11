/**
 * For the `ref` of an image: hides one that is still on its way and fades it in over its placeholder. Without
 * JavaScript, and for images that are there already, nothing is hidden.
 */
export function fadeIn(image: HTMLImageElement | null): (() => void) | undefined {
  if (!image || image.complete) return undefined;
  const show = () => image.removeAttribute("data-loading");
  image.dataset["loading"] = "";
  image.addEventListener("load", show, { once: true });
  image.addEventListener("error", show, { once: true });
  return show;
}
