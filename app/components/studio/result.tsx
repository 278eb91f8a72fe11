import { CancelForm } from "~/components/generation/cancel-form";
import { CanceledNote } from "~/components/generation/canceled-note";
import { FailureCard } from "~/components/generation/failure-card";
import { heroFrameClass, OutputRow, type OutputSize } from "~/components/generation/output-row";
import { GenerationProgress } from "~/components/generation/generation-progress";
import { ProviderNote } from "~/components/generation/provider-note";
import { Shortfall } from "~/components/generation/shortfall";
import { againPath, wantedSize } from "~/components/generation/words";
import type { GenerationCard } from "~/components/media/types";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";
import { formatCredits } from "~/domain/credits";
import { isTerminal } from "~/domain/generation";
import type { StudioModel } from "./types";
import { screen } from "./words";

interface ResultProps {
  generation: GenerationCard;
  /** Null when the model no longer exists. */
  model: StudioModel | null;
  nowIso: string;
  size: OutputSize;
}

/** One request in the studio: what came out or where it stands, and its words. */
export function Result({ generation, model, nowIso, size }: ResultProps) {
  const modelName = model?.name ?? generation.model;
  const pending = !isTerminal(generation.status);
  const words = <Words generation={generation} modelName={modelName} nowIso={nowIso} size={size} />;
  const frame = generation.media[0] ?? wantedSize(generation.settings, generation.kind);
  return (
    <article
      className={cn(
        "grid animate-appear gap-3",
        size === "hero" && heroFrameClass(generation.outputCount, frame.width, frame.height),
      )}
    >
      {size === "hero" && words}
      {pending && size === "hero" && <Pending generation={generation} size={size} />}
      {(pending || generation.status === "succeeded") && (
        <OutputRow generation={generation} size={size} eager={size === "hero"} />
      )}
      <Shortfall delivery={generation} generationId={generation.id} className="text-md text-soft" />
      <ProviderNote generation={generation} className="text-md text-soft" />
      {generation.status === "failed" && <FailureCard generation={generation} />}
      {generation.status === "canceled" && <CanceledNote generation={generation} />}
      {size === "strip" && words}
      {pending && size === "strip" && <Pending generation={generation} size={size} />}
    </article>
  );
}

function Pending({ generation, size }: Pick<ResultProps, "generation" | "size">) {
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
      <div className="min-w-0 flex-[1_1_8rem]">
        <GenerationProgress generation={generation} brief={size === "strip"} />
      </div>
      <CancelForm generationId={generation.id} />
    </div>
  );
}

interface WordsProps {
  generation: GenerationCard;
  modelName: string;
  nowIso: string;
  size: OutputSize;
}

function Words({ generation, modelName, nowIso, size }: WordsProps) {
  const kept = generation.chargedCredits - generation.refundedCredits;
  const heading = (
    <PageLink to={`/generations/${generation.id}`} className="hover:underline">
      {generation.prompt}
    </PageLink>
  );
  return (
    <header className="flex items-start justify-between gap-2">
      <div className="grid min-w-0 gap-0.5">
        {size === "hero" ? (
          <UserText as="h3" className="line-clamp-3 text-lg font-medium">
            {heading}
          </UserText>
        ) : (
          <UserText as="h4" className="line-clamp-2 text-md font-medium">
            {heading}
          </UserText>
        )}
        <p className="text-md wrap-anywhere text-soft tabular-nums">
          {modelName}, <RelativeTime iso={generation.createdAt} nowIso={nowIso} />
          {kept > 0 && <>, {formatCredits(kept)}</>}
        </p>
      </div>
      {generation.status === "succeeded" && (
        <Button
          asChild
          variant="ghost"
          size={size === "hero" ? "default" : "icon"}
          className={cn("-mt-2.5 -mr-2.5", size === "hero" && "shrink-0")}
        >
          <PageLink
            to={againPath(generation)}
            title={generation.isPrompted ? screen.remixTitle : undefined}
          >
            <Icon name="icon-[lucide--copy]" />
            <span className={size === "hero" ? "" : "sr-only"}>{screen.remix}</span>
          </PageLink>
        </Button>
      )}
    </header>
  );
}
