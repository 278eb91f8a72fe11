import type { PromptReading } from "~/domain/prompt-reading";
import type { Step } from "./operation.ts";
import { readWords } from "./read-words.ts";

/** Tells what will be done to a picture, in order, and which words will do nothing. Pure. */
export function explainWords({ prompt }: { prompt: string }): PromptReading {
  const { steps, unknown } = readWords(prompt);
  return { understood: steps.map(describeStep), unknown: [...unknown], leftOut: [] };
}

const places = {
  background: "in the background",
  subject: "on the subject",
  sky: "in the sky",
} as const;

/** `brighter (a little) in the sky`. */
function describeStep({ operation, amount, region, details }: Step): string {
  const isOwn = region === (operation.region ?? null);
  const place = region && !isOwn ? ` ${places[region]}` : "";
  return `${operation.says(details)}${amountWords(amount)}${place}`;
}

function amountWords(amount: Step["amount"]): string {
  if (typeof amount === "object") return ` (${Math.min(1000, amount.percent)}%)`;
  return { usual: "", little: " (a little)", lot: " (a lot)" }[amount];
}
