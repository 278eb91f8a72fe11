import { useEffect } from "react";
import { setNotice } from "./notice";
import { noticeWords } from "./notice-words";

/** Whether the server can be reached, so that the browser may load a page without losing the one that is shown. */
export async function isServerThere(): Promise<boolean> {
  return await fetch("/healthz").then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * In place of something whose code file could not be loaded: a deployment removes the files of the one before. The
 * browser goes to `path`, where the same can be done; out of reach of the server the page stays and says so.
 */
export function useMissingFile(path: string, onClose: () => void): void {
  useEffect(() => {
    let isOver = false;
    const goOn = async () => {
      const isThere = await isServerThere();
      if (isOver) return;
      if (isThere) return window.location.assign(path);
      setNotice(noticeWords(null));
      onClose();
    };
    void goOn();
    return () => {
      isOver = true;
    };
  }, [path, onClose]);
}
