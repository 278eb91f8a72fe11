import { useLocation, useNavigate } from "react-router";
import type { ListAround } from "./types";

interface ListSteps {
  /** So many steps of the browser's history the list lies behind this page. */
  steps: number;
}

/** For the way from one file of a list to the next; a link from the list itself has one step. */
export function stepOn(steps: number): ListSteps | null {
  return steps > 0 ? { steps: steps + 1 } : null;
}

/** 0: whether the list was open before is not known. */
export function useListSteps(): number {
  return (useLocation().state as Partial<ListSteps> | null)?.steps ?? 0;
}

interface WayBack {
  /** To the tile of the file, for browsers that know no other way. */
  href: string;
  /** Goes there and tells so; false where the link is the way. */
  goBack(): boolean;
}

/** The way back to the list, as one has left it where it lies in the browser's history. */
export function useWayBack({ href }: ListAround, mediaId: string): WayBack {
  const navigate = useNavigate();
  const steps = useListSteps();
  const goBack = () => {
    if (steps > 0) void navigate(-steps);
    return steps > 0;
  };
  return { href: `${href}#${mediaId}`, goBack };
}
