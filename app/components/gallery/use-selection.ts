import { useEffect, useRef, useState } from "react";

/** Of the one form that the boxes of all tiles belong to. */
export const selectionFormId = "selection";

/** What a box of a tile is called in that form. */
export const selectionField = "mediaId";

function boxesOf(form: HTMLFormElement | null): HTMLInputElement[] {
  return Array.from(form?.elements ?? []).filter(
    (element): element is HTMLInputElement =>
      element instanceof HTMLInputElement && element.name === selectionField,
  );
}

/** The box of the tile that an event happened in, where it leads to its page. */
function boxBeside(target: Element, boxes: readonly HTMLInputElement[]): HTMLInputElement | null {
  const item = target.closest("a[data-page]")?.closest("li");
  return boxes.find((box) => item?.contains(box) === true) ?? null;
}

/** Everything from one box to another gets the state of the one that was pressed last. */
function setRange(
  boxes: readonly HTMLInputElement[],
  from: HTMLInputElement | null,
  to: HTMLInputElement,
): void {
  const ends = [from ? boxes.indexOf(from) : -1, boxes.indexOf(to)];
  const start = ends[0] === -1 ? Math.max(...ends) : Math.min(...ends);
  for (const box of boxes.slice(start, Math.max(...ends) + 1)) box.checked = to.checked;
}

/**
 * Makes ticking boxes as quick as in a list of files: with shift a whole stretch; once something is chosen, a press on
 * a picture, also with ctrl, chooses it too instead of opening it; Escape lets go of all. The boxes themselves hold
 * what is chosen, so that without JavaScript nothing is missing but this.
 */
export function useSelection(itemCount: number) {
  const form = useRef<HTMLFormElement>(null);
  const last = useRef<HTMLInputElement>(null);
  const [count, setCount] = useState(0);

  const look = () => setCount(boxesOf(form.current).filter(({ checked }) => checked).length);
  const setAll = (checked: boolean) => {
    for (const box of boxesOf(form.current)) box.checked = checked;
    look();
  };

  useEffect(look, [itemCount]);
  useEffect(() => {
    function onClick(event: MouseEvent) {
      const { target, shiftKey } = event;
      const boxes = boxesOf(form.current);
      if (!(target instanceof Element)) return;
      const ticked = boxes.find((box) => box === target);
      const beside = ticked ? null : boxBeside(target, boxes);
      const isSelecting = shiftKey || boxes.some(({ checked }) => checked);
      const box = ticked ?? (isSelecting ? beside : null);
      if (!box) return;
      if (!ticked) {
        event.preventDefault();
        box.checked = !box.checked;
      }
      if (shiftKey) setRange(boxes, last.current, box);
      last.current = box;
      look();
    }
    function onKeyDown({ key, target, defaultPrevented }: KeyboardEvent) {
      // In the form it closes what is open there, and elsewhere what is typed in stays.
      const isElsewhere = target instanceof Node && !form.current?.contains(target);
      const isTyping = target instanceof HTMLInputElement && target.type !== "checkbox";
      if (key === "Escape" && !defaultPrevented && isElsewhere && !isTyping) setAll(false);
    }
    // Before the links hear of it, which would open the picture.
    document.addEventListener("click", onClick, { capture: true });
    // After the menus and dialogs, which the same key closes.
    window.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("click", onClick, { capture: true });
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);

  return { form, count, setAll, look };
}
