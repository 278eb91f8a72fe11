import { useNavigation } from "react-router";
import { BlankRow } from "~/components/generation/output-row";
import { wantedSize } from "~/components/generation/words";
import { ratioClass } from "~/components/media/proportions";
import type { GenerationCard } from "~/components/media/types";
import { cn } from "~/components/ui/cn";
import { UserText } from "~/components/ui/user-text";
import type { GenerationKind } from "~/domain/generation";
import { askedFor } from "~/domain/models";
import { Result } from "./result";
import type { StudioScreenProps } from "./types";
import { screen } from "./words";

type ResultsProps = Pick<StudioScreenProps, "generations" | "models" | "nowIso" | "kind" | "words">;

/**
 * The person's latest request in full, the earlier ones in rows. One that is being sent shows its blank tiles at once.
 */
export function Results({ generations, models, nowIso, kind, words }: ResultsProps) {
  const sending = useSending(kind, models);
  const modelOf = (generation: GenerationCard) =>
    models.find((model) => model.id === generation.model) ?? null;
  const [latest, ...others] = generations;
  const earlier = sending ? generations : others;
  return (
    <div className="grid gap-10">
      <h2 className="sr-only">{screen.latest(words.many)}</h2>
      {sending && <Sending {...sending} />}
      {!sending && latest && (
        <Result generation={latest} model={modelOf(latest)} nowIso={nowIso} size="hero" />
      )}
      {earlier.length > 0 && (
        <section aria-labelledby="earlier" className="grid gap-4 border-t border-line pt-6">
          <h3 id="earlier" className="text-lg">
            {screen.earlier}
          </h3>
          <ol className="tile-rows items-start gap-x-4 gap-y-10 [--least:13rem] [--row:13rem] sm:[--row:15rem] 2xl:[--row:18rem]">
            {earlier.map((generation) => (
              <li key={generation.id} className={cellClass(generation)}>
                <Result
                  generation={generation}
                  model={modelOf(generation)}
                  nowIso={nowIso}
                  size="strip"
                />
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

const counts = ["[--count:1]", "[--count:1]", "[--count:2]", "[--count:3]", "[--count:4]"];
const wordsOnly = "[--ratio:1.5]";

function cellClass({ kind, media, outputCount, settings, status }: GenerationCard): string {
  if (status === "failed" || status === "canceled") return wordsOnly;
  const { width, height } = media[0] ?? wantedSize(settings, kind);
  return cn(ratioClass(width, height), counts[media.length || outputCount]);
}

interface SendingProps {
  prompt: string;
  count: number;
  width: number;
  height: number;
}

/** The request that the server has not answered yet; null when there is none. */
function useSending(kind: GenerationKind, models: ResultsProps["models"]): SendingProps | null {
  const { formData, formMethod } = useNavigation();
  if (formMethod !== "POST" || !formData?.has("idempotencyKey")) return null;
  const count = Number(formData.get("count"));
  const textOf = (name: string) => String(formData.get(name) ?? "");
  const model = models.find(({ id }) => id === textOf("model"));
  const typed = model?.prompt === "none" ? "" : textOf("prompt");
  return {
    prompt: typed || (model ? askedFor(model, textOf("resolution")) : ""),
    count,
    ...wantedSize({ shape: formData.get("shape") }, kind),
  };
}

function Sending({ prompt, ...row }: SendingProps) {
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <UserText as="p" className="line-clamp-3 text-lg font-medium">
          {prompt}
        </UserText>
        <output className="text-md text-soft">{screen.sending}</output>
      </div>
      <BlankRow size="hero" {...row} />
    </div>
  );
}
