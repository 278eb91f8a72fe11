import type { GenerationCard } from "~/components/media/types";
import { cn } from "~/components/ui/cn";
import { quoted } from "~/domain/failure-message";
import { receipt } from "./words";

interface ProviderNoteProps {
  generation: Pick<GenerationCard, "providerNote" | "providerWords">;
  className?: string;
}

/** What whoever made it said besides. Nothing where they said nothing. */
export function ProviderNote({ generation, className }: ProviderNoteProps) {
  const { providerNote, providerWords } = generation;
  if (!providerNote) return null;
  return (
    <p className={cn("wrap-anywhere", className)}>
      {receipt.quote(providerWords)}: {quoted(providerNote)}
    </p>
  );
}
