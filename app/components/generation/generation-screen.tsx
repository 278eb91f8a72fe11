import type { Problem } from "~/components/errors/problem";
import type { GenerationCard } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { Card } from "~/components/ui/card";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";
import { isTerminal, type GenerationStatus } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { CanceledNote } from "./canceled-note";
import { CancelForm } from "./cancel-form";
import { FailureCard } from "./failure-card";
import { OutputRow } from "./output-row";
import { GenerationProgress } from "./generation-progress";
import { ProviderNote } from "./provider-note";
import { ReadingLines } from "./reading-lines";
import { Receipt } from "./receipt";
import { Shortfall } from "./shortfall";
import { againPath, generationPage as words, outputWords, states } from "./words";

export interface GenerationScreenProps {
  generation: GenerationCard;
  /** Null when the model no longer exists. */
  model: ModelCard | null;
  nowIso: string;
  /** Why canceling was refused. */
  problem?: Problem | undefined;
}

const badges: Readonly<Record<GenerationStatus, "default" | "success" | "destructive">> = {
  queued: "default",
  running: "default",
  succeeded: "success",
  failed: "destructive",
  canceled: "default",
};

/** One request. Cancel POSTs `intent=cancel` to `/generations/:id`. */
export function GenerationScreen({ generation, model, nowIso, problem }: GenerationScreenProps) {
  const { status, kind, outputCount, createdAt, prompt, promptReading, upstream } = generation;
  const state = upstream ? "queued" : status;
  const modelName = model?.name ?? generation.model;
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6 px-4 pt-6 pb-16 sm:px-6 lg:pt-10">
      <header className="grid gap-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-md text-soft">
          <Badge variant={badges[state]}>{states[state]}</Badge>
          <span className="min-w-0 wrap-anywhere">
            {words.madeBy(outputWords(kind, outputCount), modelName)}{" "}
            <RelativeTime iso={createdAt} nowIso={nowIso} />
          </span>
        </p>
        <UserText as="h1" className="text-2xl sm:text-3xl">
          {prompt}
        </UserText>
        {promptReading && (
          <div className="text-md">
            <ReadingLines reading={promptReading} kind={kind} name={modelName} />
          </div>
        )}
      </header>
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      <Outcome generation={generation} />
      <section className="grid gap-2">
        <h2 className="text-lg">{words.receipt}</h2>
        <Card className="px-5 py-2">
          <Receipt generation={generation} />
        </Card>
      </section>
    </div>
  );
}

function Outcome({ generation }: { generation: GenerationCard }) {
  if (generation.status === "failed") return <FailureCard generation={generation} />;
  if (generation.status === "canceled") return <CanceledNote generation={generation} />;
  return (
    <>
      {!isTerminal(generation.status) && (
        <Card className="flex flex-wrap items-end justify-between gap-4 p-5 sm:flex-nowrap sm:gap-8">
          <div className="w-full min-w-0">
            <GenerationProgress generation={generation} />
          </div>
          <CancelForm generationId={generation.id} />
        </Card>
      )}
      <OutputRow generation={generation} size="hero" eager />
      <Shortfall delivery={generation} className="text-md" />
      <ProviderNote generation={generation} className="text-md" />
      {generation.status === "succeeded" && <Afterwards generation={generation} />}
    </>
  );
}

function Afterwards({ generation }: { generation: GenerationCard }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild variant="outline">
        <PageLink to={againPath(generation)}>
          <Icon name="icon-[lucide--copy]" />
          {words.remix}
        </PageLink>
      </Button>
      <Button asChild variant="ghost">
        <PageLink to="/gallery">
          <Icon name="icon-[lucide--images]" />
          {words.gallery}
        </PageLink>
      </Button>
    </div>
  );
}
