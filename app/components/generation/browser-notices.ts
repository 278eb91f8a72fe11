import { type Done, type Teller, tellDone } from "./tell-done";

/** As long as a tab in front may take to hear what this one has heard. */
const othersMs = 1_500;

const browser: Teller = {
  storage: window.localStorage,
  isLooking: () => document.visibilityState === "visible" && document.hasFocus(),
  afterOthers: () => new Promise((resolve) => window.setTimeout(resolve, othersMs)),
  inTurn: async (work) => void (await navigator.locks.request("easel-tell", work)),
  show(title, body, generationId) {
    const notice = new Notification(title, { body, tag: generationId });
    notice.addEventListener("click", () => {
      window.focus();
      window.location.assign(`/generations/${generationId}`);
    });
  },
};

/** Tells of requests that have just ended, in this browser, where its person asked for it. */
export async function noticeInBrowser(accountId: string, ended: readonly Done[]): Promise<void> {
  await tellDone(browser, accountId, ended);
}

/** Whether pages may notify here: Android's browsers take notices from elsewhere alone. */
export function canNotice(): boolean {
  return "Notification" in window && "locks" in navigator && !/Android/.test(navigator.userAgent);
}
