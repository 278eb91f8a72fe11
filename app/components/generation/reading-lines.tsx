import { Icon } from "~/components/ui/icon";
import { UserText } from "~/components/ui/user-text";
import type { PromptReading } from "~/domain/prompt-reading";
import { readingLines as say } from "./words";

interface ReadingLinesProps {
  reading: PromptReading;
  /** The model's name. */
  name: string;
}

/** Which words of a prompt are in the picture, and which are not and why: before it is paid and afterwards. */
export function ReadingLines({ reading, name }: ReadingLinesProps) {
  const { understood, unknown, leftOut } = reading;
  return (
    <>
      <Line icon="check" label={say.understood} words={understood} />
      <Line icon="circle-alert" label={say.unknown(name)} words={unknown} />
      <Line icon="circle-alert" label={say.leftOut} words={leftOut} />
    </>
  );
}

interface LineProps {
  icon: "check" | "circle-alert";
  label: string;
  words: readonly string[];
}

function Line({ icon, label, words }: LineProps) {
  if (words.length === 0) return null;
  const tone = icon === "check" ? "text-success" : "text-warning";
  return (
    <p className="flex gap-1.5">
      <Icon name={icon} size={16} className={`mt-0.75 shrink-0 ${tone}`} />
      <span className="min-w-0">
        <span className="text-soft">{label}: </span>
        <UserText>{words.join(", ")}</UserText>
      </span>
    </p>
  );
}
