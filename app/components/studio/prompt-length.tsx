import type { RefObject } from "react";
import { cn } from "~/components/ui/cn";
import type { StudioModel } from "./types";
import { useTypedText } from "./use-typed-text";
import { promptBox as words } from "./words";

interface PromptLengthProps {
  id: string;
  model: StudioModel;
  box: RefObject<HTMLTextAreaElement | null>;
  /** What the box begins with. */
  initial: string;
}

/**
 * How long a prompt may be, where the model takes less than the form, and by how much this one is too long, as it is
 * typed.
 */
export function PromptLength({ id, model, box, initial }: PromptLengthProps) {
  const max = model.maxPromptLength;
  const over = useTypedText(box, initial).trim().length - max;
  const limit = words.limit(max, model.name);
  return (
    <p
      id={id}
      className={cn("text-center text-md tabular-nums", over > 0 ? "text-danger" : "text-soft")}
    >
      {over > 0 ? `${limit} ${words.tooMany(over)}` : limit}
    </p>
  );
}
