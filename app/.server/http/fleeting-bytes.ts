const fleeting = new WeakSet<Response>();

/**
 * Marks a response of many bytes that are read once and by nobody else, for `sendResponse`, which gives back the memory
 * of each piece as soon as it is written. Left to the garbage collector, 64 MB of pieces would lie about: they weigh
 * nothing in its own heap.
 */
export function fleetingBytes(response: Response): Response {
  fleeting.add(response);
  return response;
}

export const isFleeting = (response: Response): boolean => fleeting.has(response);
