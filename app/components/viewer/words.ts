/** Everything that the full screen viewer says. */
export const viewer = {
  pageTitle: (what: string) => `${what} · Full screen · Easel`,
  description: "One picture or video, as large as the screen.",
  close: "Close",
  previous: "Previous",
  next: "Next",
  zoomIn: "Actual size",
  zoomOut: "Fit to screen",
  play: "Slideshow",
  pause: "Stop slideshow",
  info: "Info",
  /** Of the part that scrolls while it is shown at its actual size. */
  zoomed: (name: string) => `${name}, actual size`,
};
