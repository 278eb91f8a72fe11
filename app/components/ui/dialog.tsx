import { Dialog as Radix } from "radix-ui";
import { useState, type ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Icon } from "./icon";
import { dialog as words } from "./words";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** True for what is compared side by side. */
  wide?: boolean;
  children: ReactNode;
}

/**
 * A dialog over the page. Import it lazily. The backdrop is our own element: Radix's overlay locks scrolling with
 * an injected style sheet, which the content security policy refuses; app.css locks it instead.
 */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <div className="fixed inset-0 z-40 bg-chip backdrop-blur-sm" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Unless the person has gone on already: this comes a moment after the dialog is gone.
            if (document.activeElement === document.body && opener instanceof HTMLElement)
              opener.focus();
          }}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] animate-appear overflow-y-auto rounded-t-panel bg-surface p-6 shadow-lift outline-none sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-panel sm:p-8 forced-colors:border",
            wide ? "sm:w-[min(72rem,calc(100vw-3rem))]" : "sm:w-md",
          )}
        >
          <div className="mb-5 flex items-center justify-between gap-4">
            <Radix.Title className="text-xl">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button type="button" variant="ghost" size="icon" className="-mr-2.5">
                <Icon name="icon-[lucide--x]" size={20} />
                <span className="sr-only">{words.close}</span>
              </Button>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
