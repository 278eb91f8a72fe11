import { createHash } from "node:crypto";
import { onOneLine } from "./app-messages";
import {
  describeEndpoint,
  type Described,
  type DescribedEndpoint,
  usableName,
  type Use,
  uses,
} from "./describe-endpoint";
import type { AppFacts } from "./examine";
import type { CompleteModel, DraftModel } from "./model-schema";
import { isUsed } from "./models";
import type { GradioSpace } from "./spaces";
import { titleOf } from "./title";

/** What Easel makes of an app by itself. */
export interface Understanding {
  /** In the words of the file of models: what `pnpm gradio:inspect` prints, and what is remembered. */
  models: CompleteModel[];
  /** One line for the administrator. */
  line: string;
  /** What was described and cannot be, a line each. */
  problems: string[];
}

/** Nobody has more; the rest is not looked at. */
const mostEndpoints = 200;
const nameWords =
  /^(infer|generate|run|predict|process|create|make|main|inference|submit|call)|(to_image|to_video|txt2img|img2img|edit|inpaint|video|image)/;
const sideWords =
  /(example|load|clear|upload|lambda|update|change|random|reset|toggle|status|_\d+)(_|$)/;

/**
 * Reads an app's own description: the best endpoint for each use, or for each of the administrator's `drafts`, which
 * say some things and leave the rest to be read. Pure. Never throws; what an app says wrong is left out.
 */
export function understand(
  facts: AppFacts,
  space: Pick<GradioSpace, "id">,
  drafts: readonly DraftModel[] = [],
): Understanding {
  const title = titleOf(facts.config) ?? space.id;
  const found =
    drafts.length > 0
      ? drafts.map((draft) => ({ draft, endpoint: bestFor(facts, usesOf(draft), draft) }))
      : uses.map((use) => ({ draft: null, endpoint: bestFor(facts, [use], null) }));
  const problems: string[] = [];
  const models: CompleteModel[] = [];
  const told: DescribedEndpoint[] = [];
  for (const { draft, endpoint } of found) {
    if (typeof endpoint !== "string") {
      models.push(modelOf(endpoint, draft, { space: space.id, title }));
      told.push(endpoint);
    } else if (draft) {
      const name = draft.id ?? draft.name ?? draft.endpoint ?? "described";
      problems.push(`the model ${name} is not offered: ${space.id} ${endpoint}`);
    }
  }
  const heading = `${space.id} (“${onOneLine(title)}”)`;
  if (models.length === 0 && drafts.length === 0)
    problems.push(
      `${heading} has no endpoint that makes pictures or videos from words: ${whyNot(facts)}`,
    );
  return { models, problems, line: `${heading} makes ${told.map(sentenceOf).join("; ")}` };
}

/** Each endpoint that cannot be used, with the reason, in one bounded line. */
function whyNot(facts: AppFacts): string {
  const reasons = endpointsOf(facts).map(
    (name) => `${name} ${String(describeEndpoint(facts, name, "image"))}`,
  );
  return reasons.join(", ").slice(0, 400) || "it has none";
}

const endpointsOf = ({ info }: AppFacts) =>
  Object.keys(info.named_endpoints)
    .filter((name) => usableName.test(name))
    .slice(0, mostEndpoints);

/** The endpoint of which most is understood; why not when there is none. */
function bestFor(facts: AppFacts, wanted: readonly Use[], draft: DraftModel | null): Described {
  const names = draft?.endpoint ? [draft.endpoint] : endpointsOf(facts);
  const all = names.flatMap((name) =>
    wanted.map((use) => describeEndpoint(facts, name, use, draft ?? {})),
  );
  const usable = all.filter((described) => typeof described !== "string");
  const [best] = usable.toSorted((a, b) => scoreOf(b) - scoreOf(a));
  if (best) return best;
  // What it gives may be right for another use, so that what else is wrong says more.
  const reasons = all.filter((described) => typeof described === "string");
  const reason = reasons.find((words) => !words.startsWith("gives")) ?? reasons[0];
  if (!draft?.endpoint) return "has no endpoint for it";
  return `${draft.endpoint} ${reason ?? "is not there"}`;
}

function scoreOf({ endpoint, understood, left, use, source }: DescribedEndpoint): number {
  const name = endpoint.slice(1).toLowerCase();
  const isNamed = nameWords.test(name) ? 1 : 0;
  const isForIt = use === "edit" && /edit|inpaint|img2img|kontext/.test(name) ? 1 : 0;
  const isAside = sideWords.test(name) ? 4 : 0;
  // What is left open costs a little, so that of two alike the simpler one is taken.
  return understood.length + isNamed + isForIt + (source ? 0.5 : 0) - isAside - left.length * 0.1;
}

/** What a draft may be for, the likeliest first. */
function usesOf({ kind, source }: DraftModel): readonly Use[] {
  if (kind === "video") return source ? ["animation"] : ["video", "animation"];
  return kind ? [kind] : uses;
}

const kindOf = (use: Use) => (use === "animation" ? "video" : use);
const usual = {
  image: { what: "Pictures", tier: "standard", typicalSeconds: 20 },
  edit: { what: "Edits", tier: "standard", typicalSeconds: 30 },
  video: { what: "Videos", tier: "standard", typicalSeconds: 120 },
} as const;

function modelOf(
  { use, endpoint, parameters, source, output, outputs, choices }: DescribedEndpoint,
  draft: DraftModel | null,
  { space, title }: { space: string; title: string },
): CompleteModel {
  const kind = kindOf(use);
  const { what, ...facts } = usual[kind];
  const own = draft?.endpoint ? endpoint.slice(1) : use;
  const model = {
    id: idOf(space, own),
    kind,
    name: use === "animation" ? `${title.slice(0, 45)} (from a picture)` : title,
    bestFor: `${what} by the Gradio app ${title}.`,
    ...facts,
    space,
    endpoint,
    ...(source && { source }),
    output,
    outputs,
    ...choices,
    ...draft,
    parameters: { ...parameters, ...draft?.parameters },
    ...mergedRanges(choices, draft),
  };
  return withoutUnused(model);
}

/** Of a range the administrator may say a part: its name, or how far it goes. */
function mergedRanges(choices: Record<string, unknown>, draft: DraftModel | null) {
  return Object.fromEntries(
    (["steps", "guidance"] as const).flatMap((name) =>
      draft?.[name] ? [[name, { ...Object(choices[name]), ...draft[name] }]] : [],
    ),
  );
}

/** Without the choices that no parameter takes any more, because the administrator has said what to send. */
function withoutUnused(model: { parameters: object }): CompleteModel {
  const slots = {
    steps: "steps",
    guidance: "guidance",
    durations: "durationSeconds",
    resolutions: "resolution",
  };
  const unused = Object.entries(slots).filter(([, slot]) => !isUsed(model.parameters, slot));
  const names = new Set(unused.map(([name]) => name));
  return Object.fromEntries(
    Object.entries(model).filter(([name]) => !names.has(name)),
  ) as unknown as CompleteModel;
}

const longestId = 60;

/** The same for the same app and use, whenever and wherever it is read. */
function idOf(space: string, own: string): string {
  const id = slugOf(`${space} ${own}`);
  if (id.length <= longestId) return id;
  const digest = createHash("sha256").update(`${space} ${own}`).digest("hex").slice(0, 8);
  return `${id.slice(0, longestId - 9)}-${digest}`;
}

/** What the ids of an app's models begin with. */
export const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

const useWords: Readonly<Record<Use, string>> = {
  image: "pictures",
  edit: "edits",
  video: "videos",
  animation: "videos from a picture",
};

function sentenceOf({ use, endpoint, understood, left }: DescribedEndpoint): string {
  const rest = left.length > 0 ? `, and leaves ${left.slice(0, 12).join(", ")} to the app` : "";
  return `${useWords[use]} at ${endpoint} by ${understood.join(", ")}${rest}`;
}
