import { useEffect } from "react";
import { isPlainPress } from "~/components/layout/plain-press";

const steps: Readonly<Record<string, [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lets the arrow keys lead from the tile that has the focus to the ones beside, above and below it. */
export function useTileKeys(): void {
  useEffect(() => {
    document.addEventListener("keydown", moveFocus);
    return () => document.removeEventListener("keydown", moveFocus);
  }, []);
}

function moveFocus(event: KeyboardEvent): void {
  const [across = 0, down = 0] = steps[event.key] ?? [];
  const from = document.activeElement;
  if (!isPlainPress(event) || across + down === 0 || !from?.matches("main li a[id]")) return;
  const tiles = [...document.querySelectorAll<HTMLElement>("main li a[id]")];
  const next =
    across === 0 ? below(from, tiles, down) : tiles[tiles.indexOf(from as HTMLElement) + across];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The nearest tile of the next row up or down: the one whose middle is the least far to the side. */
function below(
  from: Element,
  tiles: readonly HTMLElement[],
  down: number,
): HTMLElement | undefined {
  const middle = (each: Element) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  };
  const start = middle(from);
  const half = from.getBoundingClientRect().height / 2;
  const ahead = tiles
    .map((tile) => ({ tile, ...middle(tile) }))
    .filter(({ y }) => (y - start.y) * down > half);
  const row = Math.min(...ahead.map(({ y }) => (y - start.y) * down)) + half;
  return ahead
    .filter(({ y }) => (y - start.y) * down <= row)
    .toSorted((one, other) => Math.abs(one.x - start.x) - Math.abs(other.x - start.x))[0]?.tile;
}
