const look = "pointer-events-none absolute inset-0 size-full object-contain";

/**
 * Plays the video of a tile over its poster, without sound, while the tile is pointed at or has the focus of the
 * keyboard. Never for who wants less motion.
 *
 * @param tile names the video as `data-film`
 */
export function playTile(tile: HTMLElement): void {
  const { film } = tile.dataset;
  const isWanted = () => tile.matches(":hover, :focus-visible");
  if (!film || !isWanted() || tile.querySelector("video")) return;
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const video = document.createElement("video");
  Object.assign(video, { muted: true, loop: true, playsInline: true, tabIndex: -1, src: film });
  video.className = look;
  video.setAttribute("aria-hidden", "true");
  // In front of the poster and behind what says what the tile is.
  tile.querySelector("img:last-of-type")?.after(video);
  const stop = () => {
    if (isWanted()) return;
    for (const name of ["pointerleave", "focusout"]) tile.removeEventListener(name, stop);
    video.removeAttribute("src");
    video.load();
    video.remove();
  };
  for (const name of ["pointerleave", "focusout"]) tile.addEventListener(name, stop);
  // What cannot be played leaves its poster.
  video.play().catch(() => video.remove());
}
