import type { MouseEvent, ReactNode } from "react";
import { cn } from "~/components/ui/cn";
import { useDetailsMenu } from "~/components/layout/use-details-menu";

/** A `<details>` around one setting: on phones its summary and its panel stand in the row of the others. */
export const settingLook = "group/setting min-w-0 max-lg:contents";

/** On phones: says what is set. */
export const pill =
  "max-lg:m-1 max-lg:flex max-lg:min-h-11 max-lg:max-w-full max-lg:min-w-11 max-lg:items-center max-lg:justify-center max-lg:rounded-full max-lg:border max-lg:border-line max-lg:bg-surface max-lg:px-3 max-lg:text-md max-lg:font-medium max-lg:hover:border-edge max-lg:group-open/setting:border-ink max-lg:group-open/setting:ring-1 max-lg:group-open/setting:ring-ink";

/** On phones: over the page, above the row of pills. */
export const settingPanel =
  "max-lg:absolute max-lg:inset-x-1 max-lg:bottom-full max-lg:z-20 max-lg:mb-2 max-lg:max-h-[60dvh] max-lg:animate-appear max-lg:overflow-y-auto max-lg:rounded-panel max-lg:bg-surface max-lg:p-4 max-lg:shadow-lift max-lg:ring-1 max-lg:ring-line";

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
 * alone. The checked chip chooses the words by CSS (see choices.css), so that they are right without JavaScript too.
 */
export function SettingFold(props: SettingFoldProps) {
  const { legend, choices, chosen, isOpen, triggerClassName, children } = props;
  const fold = useDetailsMenu();

  return (
    <details
      ref={fold}
      name="setting"
      open={isOpen}
      data-slot="setting"
      className={cn(
        settingLook,
        "lg:details-content:h-auto lg:details-content:[content-visibility:visible]",
      )}
      onToggle={showWhole}
    >
      <summary
        className={cn(pill, "supports-[selector(::details-content)]:lg:hidden", triggerClassName)}
      >
        <span className="sr-only">{legend}: </span>
        {choices.map((words, at) => (
          <span key={words} data-at={at + 1} data-shown={at === chosen || undefined}>
            {words}
          </span>
        ))}
      </summary>
      <div className={settingPanel}>{children}</div>
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
