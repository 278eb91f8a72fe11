/** Begins nothing later than this, so that whoever asked is answered in time. */
const longestMs = 4000;

/** Starts the time in which one request may begin pieces of its work. Returns whether it is over. */
export function timeToAct(): () => boolean {
  const endsAt = performance.now() + longestMs;
  return () => performance.now() >= endsAt;
}
