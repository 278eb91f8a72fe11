const beatMs = 10_000;
/**
 * After so many beats without a word, the tab that listens for all is taken for dead: crashed, or frozen by the
 * browser.
 */
const mostMissedBeats = 2;
/**
 * When nobody listens, tabs wait a little, each for as long as chance has it, so that one is first and the others hear
 * of it.
 */
const longestPauseMs = 300;

/** A question, the answer of the tab that listens for all, its farewell, and what it hears. Never what has changed. */
type Word = "who" | "here" | "gone" | "change";

/**
 * Has one tab of the browser hold the stream for all that share `name`. `connect` opens it, hands on each change and
 * returns the way to close it. Hears until the returned function is called. Needs no secure context. Should two tabs
 * listen at a time, everybody hears twice until one makes way. What `connect` hands on after it was closed is dropped.
 */
export function shareStream(
  name: string,
  connect: (onChange: () => void) => () => void,
  onChange: () => void,
): () => void {
  if (typeof BroadcastChannel === "undefined") return connect(onChange);
  const channel = new BroadcastChannel(name);
  const me = Math.random();
  let close: (() => void) | null = null;
  let hasLeader = false;
  let missedBeats = 0;
  let election: ReturnType<typeof setTimeout> | undefined;

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  const say = (word: Word) => channel.postMessage([word, me]);

  const lead = () => {
    hasLeader = true;
    close ??= connect(() => {
      if (!close) return;
      say("change");
      onChange();
    });
    say("here");
  };

  const elect = () => {
    hasLeader = false;
    clearTimeout(election);
    election = setTimeout(lead, Math.random() * longestPauseMs);
  };

  const hearOfLeader = (leader: number) => {
    clearTimeout(election);
    missedBeats = 0;
    if (close && leader > me) return say("here");
    // What changed since this page was loaded, it has heard of and this tab has not; nor from a stream not open yet.
    const hasMissed = !hasLeader || close !== null;
    close?.();
    close = null;
    hasLeader = true;
    if (hasMissed) onChange();
  };

  channel.addEventListener("message", ({ data: [word, from] }: MessageEvent<[Word, number]>) => {
    if (word === "here") hearOfLeader(from);
    else if (word === "gone") elect();
    else if (word === "change") onChange();
    else if (close) say("here");
  });

  const beat = setInterval(() => {
    if (close) return say("here");
    missedBeats += 1;
    if (missedBeats > mostMissedBeats) lead();
    else say("who");
  }, beatMs);

  say("who");
  elect();
  return () => {
    clearTimeout(election);
    clearInterval(beat);
    if (close) say("gone");
    close?.();
    close = null;
    channel.close();
  };
}
