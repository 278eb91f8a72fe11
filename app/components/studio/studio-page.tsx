import type { ShouldRevalidateFunctionArgs } from "react-router";
import type { FieldErrors, Problem } from "~/components/errors/problem";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import type { StudioStart } from "~/domain/studio-start";
import { StudioScreen } from "./studio-screen";
import type { StudioPageData, StudioScreenProps } from "./types";

type Answer =
  | { startedId: string }
  | { start: StudioStart; errors: FieldErrors; problem?: Problem | undefined };

interface StudioPageProps
  extends StudioPageData, Pick<StudioScreenProps, "words" | "sourcePart" | "examplesPart"> {
  /** What the form's POST was answered with. */
  answer: Answer | undefined;
}

/** One tab of the studio, with what its loader and its action say. */
export function StudioPage({ answer, ...page }: StudioPageProps) {
  const { generations, models, idempotencyKey } = page;
  useLiveUpdates(generations);
  const refusal = answer && "start" in answer ? answer : null;
  const start = refusal?.start ?? page.start;
  return (
    <StudioScreen
      {...page}
      form={{ ...start, idempotencyKey, errors: refusal?.errors ?? {} }}
      selectedModel={models.find(({ id }) => id === start.model) ?? null}
      problem={refusal?.problem}
    />
  );
}

/** A refusal that speaks of changed facts (another price, a key that is used up) brings the facts along. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate;
}
