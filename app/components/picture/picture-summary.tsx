import { ReadingLines } from "~/components/generation/reading-lines";
import { Fact } from "~/components/generation/receipt";
import { facts, untitled } from "~/components/media/words";
import { RelativeTime } from "~/components/ui/moment";
import { lengthWords } from "~/components/ui/time-words";
import { UserText } from "~/components/ui/user-text";
import { formatCredits, keptCreditsEach } from "~/domain/credits";
import type { GenerationCard, PictureTile } from "~/components/media/types";
import type { ModelCard } from "~/domain/models";

interface SummaryProps {
  media: PictureTile & { sizeBytes: number };
  generation: GenerationCard;
  /** Null when the model no longer exists. */
  model: Pick<ModelCard, "name" | "isAi"> | null;
  nowIso: string;
}

/** What it shows, and the facts of it. */
export function Summary({ media, generation, model, nowIso }: SummaryProps) {
  return (
    <div className="grid gap-3">
      <UserText as="h1" className="line-clamp-6 text-lg leading-snug">
        {media.prompt || untitled(media.kind)}
      </UserText>
      <dl className="text-md">
        <Fact name={facts.size}>
          {media.width} × {media.height}, {sizeWords(media.sizeBytes)}
        </Fact>
        {media.durationSeconds !== null && (
          <Fact name={facts.length}>{lengthWords(media.durationSeconds)}</Fact>
        )}
        <Fact name={facts.model}>{model?.name ?? media.model}</Fact>
        <Fact name={facts.made}>
          <RelativeTime iso={media.createdAt} nowIso={nowIso} />
        </Fact>
        <Fact name={facts.price}>{formatCredits(keptCreditsEach(generation))}</Fact>
      </dl>
      {generation.promptReading && (
        <div className="text-md">
          <ReadingLines
            reading={generation.promptReading}
            kind={generation.kind}
            name={model?.name ?? generation.model}
          />
        </div>
      )}
      {model?.isAi === false && <p className="text-md text-soft">{facts.notAi(model.name)}</p>}
    </div>
  );
}

/** `840 kB`, `2.4 MB`. */
function sizeWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
