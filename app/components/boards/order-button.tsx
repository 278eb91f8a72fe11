import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { useHydrated } from "~/components/ui/use-hydrated";

interface OrderButtonProps {
  form: string;
  name: string;
  /** The two that change places, in their new order; undefined for the one past the end. */
  ids: readonly (string | undefined)[];
  label: string;
  children: ReactNode;
}

/** Moves something one place on. At the end it keeps the focus, which a disabled button would lose. */
export function OrderButton({ ids, label, children, ...button }: OrderButtonProps) {
  const hydrated = useHydrated();
  const isEnd = ids.includes(undefined);
  return (
    <Button
      {...button}
      value={ids.join(",")}
      disabled={isEnd && !hydrated}
      busy={isEnd && hydrated}
      variant="muted"
      size="icon"
      title={label}
    >
      {children}
      <span className="sr-only">{label}</span>
    </Button>
  );
}
