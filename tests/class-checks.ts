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
 * Of the class attributes of a page, those in which one class contradicts or repeats another: nothing but the order of
 * the style sheet would say which wins.
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

/** Classes that do nothing: neither in the rules of a style sheet nor a mark for others (`group`). */
export function unknownClasses(classNames: readonly string[], css: string): string[] {
  const classes = new Set(classNames.flatMap((each) => each.trim().split(/\s+/)));
  /** As a style sheet writes it: a digit in front by its number. */
  const escaped = (name: string) =>
    name.replaceAll(/[^\w-]/g, String.raw`\$&`).replace(/^\d/, String.raw`\3$& `);
  return [...classes].filter(
    (name) => !/^group(\/|$)/.test(name) && !css.includes(`.${escaped(name)}`),
  );
}
