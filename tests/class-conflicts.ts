import { extendTailwindMerge } from "tailwind-merge";

/** Knows the names that app/tokens.css adds to Tailwind's own. */
const merge = extendTailwindMerge({
  extend: {
    theme: {
      radius: ["tag", "control", "panel"],
      shadow: ["rest", "lift"],
      animate: ["appear", "breathe", "hour", "hour-again"],
    },
  },
});

/**
 * Of the class attributes of a page, those in which one class contradicts or repeats another: nothing but the order of the style
 * sheet would say which wins.
 */
export function classConflicts(classNames: readonly string[]): string[] {
  return [...new Set(classNames)].filter((each) => {
    const classes = each.trim().split(/\s+/).join(" ");
    return merge(classes) !== classes;
  });
}

/** The class attributes in HTML. */
export function classNamesIn(html: string): string[] {
  return [...html.matchAll(/ class="([^"]*)"/g)].map(([, classes]) =>
    (classes ?? "").replaceAll("&amp;", "&").replaceAll("&gt;", ">").replaceAll("&#x27;", "'"),
  );
}
