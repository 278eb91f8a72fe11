import { useState, type DragEvent } from "react";
import { useFetcher } from "react-router";
import { useAccountMark } from "~/components/layout/account-mark";

/**
 * Lets a list be ordered by dragging, for whoever has a mouse; buttons do the same for everybody. What was dropped is
 * shown at once, and stays where the server puts it.
 *
 * @param formFor what is POSTed to the page for the ids of all items in their new order
 */
export function useDragOrder<Item extends { id: string }>(
  items: readonly Item[],
  formFor: (ids: readonly string[]) => Record<string, string>,
) {
  const account = useAccountMark();
  const fetcher = useFetcher();
  const [dragged, setDragged] = useState<string | null>(null);
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const isPending = dragged !== null || fetcher.state !== "idle";
  const shown = isPending ? inOrder(items, wanted) : items;

  const dragProps = (id: string) => ({
    draggable: items.length > 1,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      setWanted(items.map((item) => item.id));
      setDragged(id);
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      if (id !== dragged) setWanted(moved(wanted, dragged, id));
    },
    onDrop: (event: DragEvent) => event.preventDefault(),
    onDragEnd: () => {
      setDragged(null);
      const isSame = items.every((item, at) => item.id === wanted[at]);
      if (!isSame) void fetcher.submit({ ...formFor(wanted), account }, { method: "post" });
    },
  });
  return { shown, dragProps };
}

function inOrder<Item extends { id: string }>(items: readonly Item[], ids: readonly string[]) {
  const place = new Map(ids.map((id, at) => [id, at]));
  return items.toSorted((a, b) => (place.get(a.id) ?? -1) - (place.get(b.id) ?? -1));
}

/** The ids with one of them taken out and put where another one stood. */
function moved(ids: readonly string[], id: string, to: string): string[] {
  const at = ids.indexOf(to);
  const others = ids.filter((each) => each !== id);
  return [...others.slice(0, at), id, ...others.slice(at)];
}
