/** The views of the gallery; the first is the usual one. */
export const galleryViews = ["recent", "saved", "trash"] as const;
export type GalleryViewName = (typeof galleryViews)[number];

export const tileSizes = ["small", "medium", "large"] as const;
export type TileSize = (typeof tileSizes)[number];
