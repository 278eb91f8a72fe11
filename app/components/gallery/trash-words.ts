import { maxCounted } from "~/domain/gallery-filter";

/** Over the view of the trash. */
export const trash = {
  note: "Deleted for good when their time is up. Until then you can restore them.",
  empty: "Empty trash",
  /** 1,001 stands for more than 1,000. */
  emptyQuestion: (count: number) => {
    if (count === 1) return "Delete this file for good?";
    const all =
      count > maxCounted ? "everything in the trash" : `all ${count.toLocaleString("en-US")}`;
    return `Delete ${all} for good?`;
  },
  emptyNow: "Empty trash now",
};
