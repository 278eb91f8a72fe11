/** The address of a board's page, from 1. */
export function boardHref(boardId: string, page: number, isArranging = false): string {
  const query = new URLSearchParams({
    ...(page > 1 && { page: `${page}` }),
    ...(isArranging && { arrange: "1" }),
  });
  return `/boards/${boardId}${query.size > 0 ? `?${query}` : ""}`;
}

/** For the address of a file's page: which board it was opened from. The gallery's lists name a view instead. */
export function boardQuery(boardId: string, page: number): string {
  return `?${new URLSearchParams({ board: boardId, ...(page > 1 && { page: `${page}` }) })}`;
}
