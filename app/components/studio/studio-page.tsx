import type { ShouldRevalidateFunctionArgs } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { useAnswer } from "~/components/layout/use-answer";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import { useNews } from "~/components/generation/use-news";
import { latestTitle } from "~/components/generation/words";
import { StudioScreen } from "./studio-screen";
import type { StudioPageData, StudioScreenProps } from "./types";
import { usePromptReading, type ReadStart } from "./use-prompt-reading";
import { useIdempotencyKey } from "./use-idempotency-key";
import { useKeptWords } from "./use-kept-words";
import { useStudioValues } from "./use-studio-values";

type Answer =
  | { startedId: string }
  /** Of a visitor: where to go on after signing in, with the words kept. */
  | { signInFor: string }
  | (ReadStart & Refusal);

interface StudioPageProps
  extends StudioPageData, Pick<StudioScreenProps, "words" | "sourcePart" | "examplesPart"> {
  /** What the form's POST was answered with. */
  answer: Answer | undefined;
}

/** One tab of the studio, with what its loader and its action say. */
export function StudioPage({ answer: newest, ...page }: StudioPageProps) {
  const answer = useAnswer(newest);
  const { generations, models } = page;
  useLiveUpdates(generations);
  useNews(generations);
  const refusal = answer && "start" in answer ? answer : null;
  const [idempotencyKey, takeKey] = useIdempotencyKey(page.idempotencyKey, isUsedUp(answer));
  const { form, start, change, choose } = useStudioValues(page, refusal?.start);
  useKeptWords(form, {
    kind: page.kind,
    start,
    idempotencyKey,
    startedBy: answer && "startedId" in answer ? answer : null,
    restore({ idempotencyKey: key, ...fields }) {
      change(fields);
      if (key) takeKey(key);
    },
  });
  const selectedModel = models.find(({ id }) => id === start.model) ?? null;
  const reading = usePromptReading(form, selectedModel, page, refusal);
  return (
    <StudioScreen
      {...page}
      start={start}
      idempotencyKey={idempotencyKey}
      lastResult={refusal?.result}
      selectedModel={selectedModel}
      formRef={form}
      onChoose={choose}
      onChange={change}
      signInFor={answer && "signInFor" in answer ? answer.signInFor : null}
      reading={reading}
      problem={refusal?.problem}
    />
  );
}

/** The title of a tab: how the latest request stands while that is news, else what the tab is for. */
export function studioTitle(page: StudioPageData | undefined, fallback: string): string {
  return `${(page && latestTitle(page.generations, page.nowIso)) ?? fallback} · Easel`;
}

/** The answer that used up the form's key; null while pressing again must not charge again. */
function isUsedUp(answer: Answer | undefined): Answer | null {
  if (!answer) return null;
  const isConflict = "problem" in answer && answer.problem?.code === "idempotency_conflict";
  return "startedId" in answer || isConflict ? answer : null;
}

/** A refusal that speaks of changed facts (another price, a key that is used up) brings the facts along. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate;
}
