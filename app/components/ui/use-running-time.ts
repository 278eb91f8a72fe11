import { useEffect, useState } from "react";

const stepMs = 10_000;

/**
 * The server's time, which goes on while the page is looked at, as long as nothing newer comes. Both ISO 8601. Without
 * JavaScript it stands still.
 */
export function useRunningTime(nowIso: string): string {
  const [later, setLater] = useState({ than: nowIso, iso: nowIso });
  useEffect(() => {
    const beganAt = Date.now();
    const step = () => {
      const now = Date.parse(nowIso) + Date.now() - beganAt;
      setLater({ than: nowIso, iso: new Date(now).toISOString() });
    };
    const timer = window.setInterval(step, stepMs);
    return () => window.clearInterval(timer);
  }, [nowIso]);
  return later.than === nowIso ? later.iso : nowIso;
}
