/** Far longer than the server gives any page: an answer that has not come by then was lost on its way. */
const longestMs = 30_000;

export interface Reloads {
  /** Something has changed. */
  ask(): void;
  /**
   * None begins while held. One that is under way then may be broken off by what holds them, so that another follows.
   */
  hold(isHeld: boolean): void;
}

/**
 * Loads when asked, one at a time: however often it is asked meanwhile, exactly one more follows, so that the last
 * state is loaded though changes come faster than answers. `load` resolves when it is over, whether it succeeded or was
 * broken off.
 */
export function reloadInTurn(load: () => Promise<void>): Reloads {
  let isStale = false;
  let isLoading = false;
  let isHeld = false;

  const next = async (): Promise<void> => {
    if (!isStale || isLoading || isHeld) return;
    isStale = false;
    isLoading = true;
    if (!(await isOverInTime(load()))) isStale = true;
    isLoading = false;
    void next();
  };

  return {
    ask() {
      isStale = true;
      void next();
    },
    hold(now) {
      isHeld = now;
      if (isHeld && isLoading) isStale = true;
      void next();
    },
  };
}

async function isOverInTime(work: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), longestMs);
  });
  const isOver = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return isOver;
}
