import type { MouseEvent, ReactNode } from "react";
import { useDetailsMenu } from "~/components/layout/use-details-menu";

interface SettingFoldProps {
  /** What is set. */
  legend: string;
  /** How each choice is called in a few words, in the order of the chips. */
  choices: readonly string[];
  /** The choice that the server starts with, from 0. */
  chosen: number;
  /** Why a choice was refused: then it begins open. */
  errors: readonly string[] | undefined;
  children: ReactNode;
}

/**
 * One setting: on phones a pill that says what is chosen and opens its chips over the page, on wide screens the chips alone. The
 * checked chip chooses the words by CSS (see studio.css), so that they are right without JavaScript too.
 */
export function SettingFold({ legend, choices, chosen, errors, children }: SettingFoldProps) {
  const fold = useDetailsMenu();

  return (
    <details
      ref={fold}
      name="setting"
      open={Boolean(errors?.length)}
      className="setting-fold open-on-desktop"
      onToggle={showWhole}
    >
      <summary className="setting-pill">
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
