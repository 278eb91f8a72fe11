import { randomUUID } from "node:crypto";

const extensions = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpg"],
  ["image/webp", "webp"],
  ["video/mp4", "mp4"],
]);

/** Every thumbnail is one. */
export const thumbContentType = "image/webp";

export interface MediaPathParts {
  userId: string;
  mediaId: string;
  contentType: string;
  /** What may be swept away, and what a person asked to keep. */
  area: "temporary" | "permanent";
}

/** File name extension, without a dot, of a type that Easel stores. Throws a TypeError for any other. */
export function extensionOf(contentType: string): string {
  const extension = extensions.get(contentType);
  if (extension === undefined) throw new TypeError(`No file of type ${contentType} is ever stored`);
  return extension;
}

/**
 * Where a file and its thumbnail live. The same parts give the same paths, so that a repeat overwrites. Throws a
 * TypeError unless both ids are UUIDs.
 */
export function mediaPaths({ userId, mediaId, contentType, area }: MediaPathParts): {
  path: string;
  thumbPath: string;
} {
  for (const id of [userId, mediaId]) {
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      throw new TypeError("A media path needs two UUIDs");
  }
  const stem = `${area}/${userId}/${mediaId}`;
  return {
    path: `${stem}.${extensionOf(contentType)}`,
    thumbPath: `${stem}.thumb.${extensionOf(thumbContentType)}`,
  };
}

/** Where another thumbnail of the same file lies beside it: each time a new place. */
export function newThumbPath(thumbPath: string): string {
  const [stem = ""] = thumbPath.split(".");
  return `${stem}.${randomUUID()}.thumb.${extensionOf(thumbContentType)}`;
}

/** Where a thumbnail lies once its file is kept for good, beside that. */
export function permanentThumbPath(thumbPath: string): string {
  return thumbPath.replace(/^temporary\//, "permanent/");
}

/** Wherever ingestion or an import may have put a file of this id and its thumbnail, whatever its type. */
export function possiblePaths(ids: Pick<MediaPathParts, "userId" | "mediaId">): string[] {
  const areas = ["temporary", "permanent"] as const;
  const paths = [...extensions.keys()].flatMap((contentType) =>
    areas.flatMap((area) => Object.values(mediaPaths({ ...ids, contentType, area }))),
  );
  return [...new Set(paths)];
}

/**
 * True for a path that every store takes: segments of small letters, digits, dashes and inner dots, so no way up, no
 * hidden file and no surprise on any file system.
 */
export function isMediaPath(path: string): boolean {
  const segment = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
  return path.length <= 200 && path.split("/").every((name) => segment.test(name));
}
