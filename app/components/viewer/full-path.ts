/** A file alone on the screen, whose kind is not known here: a picture's address leads on to a video's. */
export function fullPath(mediaId: string, query: string): string {
  return `/image/${mediaId}/full${query}`;
}
