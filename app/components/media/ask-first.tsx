import type { ReactNode } from "react";
import { useDetailsMenu } from "~/components/layout/use-details-menu";
import { cn } from "~/components/ui/cn";

interface AskFirstProps {
  /** What the closed button says. */
  label: ReactNode;
  labelClassName?: string;
  /** What is asked before it is done. */
  question: string;
  className?: string;
  /** The button that does it. */
  children: ReactNode;
}

/** A button that asks before it does what cannot be undone: in place, with or without JavaScript. */
export function AskFirst({ label, labelClassName, question, className, children }: AskFirstProps) {
  const menu = useDetailsMenu();
  return (
    <details ref={menu} className={cn("group/ask", className)}>
      <summary className={cn("cursor-pointer", labelClassName)}>{label}</summary>
      <div className="mt-1 grid gap-2 rounded-control bg-danger-tint p-3 text-md">
        <p>{question}</p>
        {children}
      </div>
    </details>
  );
}
