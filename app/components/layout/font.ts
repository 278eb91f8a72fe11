import fontUrl from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url";

/** For the `links` of the root route: the one font file that every page needs at once. */
export const fontPreload = {
  rel: "preload",
  href: fontUrl,
  as: "font",
  type: "font/woff2",
  crossOrigin: "anonymous",
} as const;
