import { cva } from "class-variance-authority";

/** The look of a button that chooses a model. */
export const modelCardVariants = cva(
  "grid w-full gap-1 rounded-control border bg-surface p-3.5 text-left text-md transition-colors",
  {
    variants: {
      selected: { true: "border-ink ring-1 ring-ink", false: "border-line hover:border-edge" },
    },
  },
);
