/** How long a request may wait for its turn, in seconds; its credits come back then. */
export const maxQueueSeconds = 3600;

/**
 * How long the work on a request may take from when it begins, in seconds; its credits come back then. Four times what
 * pages say is usual, and five minutes for everything that has nothing to do with the model.
 */
export function maxRunSeconds(typicalSeconds: number): number {
  return 300 + 4 * typicalSeconds;
}
