import { cva } from "class-variance-authority";

/** A row of things of which one is on: links or buttons, so only their looks are here. */
export const toggleGroup = "inline-flex rounded-control bg-sunken p-0.5";

export const toggleVariants = cva(
  "flex min-h-11 min-w-11 items-center justify-center rounded-[8px] text-md font-medium transition-colors duration-150",
  {
    variants: {
      pressed: { true: "bg-raised text-ink shadow-rest", false: "text-soft hover:text-ink" },
    },
  },
);
