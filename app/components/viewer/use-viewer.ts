import { useEffect, useLayoutEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { ListAround, PictureTile } from "~/components/media/types";
import { useListSteps } from "~/components/media/way-back";
import { mediaPath } from "~/domain/generation";
import { fullPath } from "./full-path";

/** In milliseconds. */
const slideMs = 5000;

/**
 * What the viewer does for fingers and keys. Steps replace one another in the browser's history, so that Back closes
 * it; closing leads to the page of the file that is shown then.
 */
export function useViewer(media: PictureTile, list: ListAround, isActualSize: boolean) {
  const navigate = useNavigate();
  const location = useLocation();
  const steps = useListSteps();
  const [zoomed, setZoomed] = useState(isActualSize);
  const [playing, setPlaying] = useState(false);
  const [informed, setInformed] = useState(false);
  const { query, previousId, nextId } = list;
  const opened = (location.state as { opened?: string } | null)?.opened ?? media.id;

  const stepTo = (id: string | null) => {
    if (!id) return;
    setZoomed(false);
    void navigate(fullPath(id, query), { replace: true, state: { steps, opened } });
  };
  const close = () => {
    // The page that it was opened from lies one step behind, unless this is where the browser came in.
    const isOpenedHere = (window.history.state as { idx?: number } | null)?.idx;
    if (isOpenedHere && opened === media.id) return void navigate(-1);
    const state = steps > 0 ? { steps } : null;
    return void navigate(mediaPath(media) + query, { replace: true, state });
  };

  useEffect(() => {
    if (!playing || media.kind === "video") return undefined;
    const timer = window.setTimeout(() => (nextId ? stepTo(nextId) : setPlaying(false)), slideMs);
    return () => window.clearTimeout(timer);
  });

  useLayoutEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      Escape: () => (zoomed ? setZoomed(false) : close()),
      z: () => media.kind !== "video" && setZoomed(!zoomed),
      i: () => setInformed(!informed),
      // While it is larger than the screen, these move it.
      ...(!zoomed && { ArrowLeft: () => stepTo(previousId), ArrowRight: () => stepTo(nextId) }),
    };
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      // A video's own controls take the arrows.
      if (event.target instanceof HTMLVideoElement && event.key.startsWith("Arrow")) return;
      actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });

  return {
    zoomed,
    playing,
    informed,
    setZoomed,
    setPlaying,
    setInformed,
    stepTo,
    close,
    /** After a video of the slideshow. */
    onEnded: () => playing && (nextId ? stepTo(nextId) : setPlaying(false)),
  };
}
