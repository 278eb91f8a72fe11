import type { MouseEvent, ReactNode } from "react";
import { cn } from "~/components/ui/cn";
import { useDetailsMenu } from "~/components/layout/use-details-menu";

interface SettingFoldProps {
  /** What is set. */
  legend: string;
  /** How each choice is called in a few words, in the order of the chips. */
  choices: readonly string[];
  /** The choice that the server starts with, from 0. */
  chosen: number;
  /** True where a choice was refused. */
  isOpen?: boolean;
  triggerClassName?: string;
  children: ReactNode;
}

/**
 * One setting: on phones a pill that says what is chosen and opens its chips over the page, on wide screens the chips
 * alone (settings.css). The checked chip chooses the words by CSS (choices.css), so that they are right without
 * JavaScript too.
 */
export function SettingFold(props: SettingFoldProps) {
  const { legend, choices, chosen, isOpen, triggerClassName, children } = props;
  const fold = useDetailsMenu();

  return (
    <details
      ref={fold}
      name="setting"
      open={isOpen}
      className="setting setting-open"
      onToggle={showWhole}
    >
      <summary className={cn("pill", triggerClassName)}>
        <span className="sr-only">{legend}: </span>
        {choices.map((words, at) => (
          <span key={words} data-at={at + 1} data-shown={at === chosen || undefined}>
            {words}
          </span>
        ))}
      </summary>
      <div className="setting-panel">{children}</div>
    </details>
  );
}

/** For the chips within: a press on one is a choice, so that they fold. The arrow keys only pass by. */
export function foldAway({ detail, currentTarget }: MouseEvent<HTMLInputElement>) {
  if (detail > 0) currentTarget.closest("details")?.removeAttribute("open");
}

/** What opens over the page may begin above the window. */
export function showWhole({ currentTarget }: { currentTarget: HTMLDetailsElement }) {
  if (currentTarget.open) currentTarget.lastElementChild?.scrollIntoView({ block: "nearest" });
}
