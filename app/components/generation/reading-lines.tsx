import { cn } from "~/components/ui/cn";
import { Icon, type IconName } from "~/components/ui/icon";
import { UserText } from "~/components/ui/user-text";
import type { GenerationKind } from "~/domain/generation";
import type { PromptReading } from "~/domain/prompt-reading";
import { readingLines as say } from "./words";

interface ReadingLinesProps {
  reading: PromptReading;
  kind: GenerationKind;
  /** The model's name. */
  name: string;
}

const good = { icon: "icon-[lucide--check]", className: "text-success" } as const;
const bad = { icon: "icon-[lucide--circle-alert]", className: "text-warning" } as const;

/** Which words of a prompt are in the picture, and which are not and why: before it is paid and afterwards. */
export function ReadingLines({ reading, kind, name }: ReadingLinesProps) {
  const { understood, unknown, leftOut } = reading;
  return (
    <>
      <Line {...good} label={say.understood[kind]} words={understood} />
      <Line {...bad} label={say.unknown(name)} words={unknown} />
      <Line {...bad} label={say.leftOut} words={leftOut} />
    </>
  );
}

interface LineProps {
  icon: IconName;
  className: string;
  label: string;
  words: readonly string[];
}

function Line({ icon, className, label, words }: LineProps) {
  if (words.length === 0) return null;
  return (
    <p className="flex gap-1.5">
      <Icon name={icon} size={16} className={cn("mt-0.75", className)} />
      <span className="min-w-0">
        <span className="text-soft">{label}: </span>
        <UserText>{words.join(", ")}</UserText>
      </span>
    </p>
  );
}
