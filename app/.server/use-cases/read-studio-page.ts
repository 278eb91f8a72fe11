import { createHash } from "node:crypto";
import type { GenerationKind } from "~/domain/generation";
import { offerModels } from "~/domain/model-settings";
import { startStudioForm } from "~/domain/studio-start";
import type { GenerationView, StudioPage } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { ModelRegistry } from "../ai/port";
import type { Pages } from "../gallery/port";

export interface ReadStudioPageDeps {
  pages: Pages;
  accounts: Pick<Accounts, "readDraft">;
  models: ModelRegistry;
  newId(): string;
}

/**
 * One tab of the studio: the models on offer, the viewer's latest work, and the form filled from the query
 * (`prompt`, `model` …), from a draft kept before signing in (`draft`), or from an earlier request (`from`).
 * One database call; one more for a draft or an earlier request. Error: unavailable.
 */
export async function readStudioPage(
  deps: ReadStudioPageDeps,
  viewer: Viewer | null,
  kind: GenerationKind,
  query: URLSearchParams,
) {
  const [page, kept] = await Promise.all([
    viewer ? deps.pages.studio(viewer, kind) : visitorPage(deps.pages),
    readKept(deps, viewer, query),
  ]);
  const cards = deps.models.cards.filter((card) => card.kind === kind);
  const models = offerModels(cards, page.settings);
  const { account, generations, recentPrompts } = page;
  const given = { ...Object.fromEntries(query), ...kept };
  const start = startStudioForm(
    models.map(({ id }) => id),
    given,
  );
  return { account, generations, recentPrompts, models, start, idempotencyKey: deps.newId() };
}

async function visitorPage(pages: Pages): Promise<StudioPage> {
  return { account: null, settings: await pages.settings(), generations: [], recentPrompts: [] };
}

async function readKept(
  { accounts, pages }: ReadStudioPageDeps,
  viewer: Viewer | null,
  query: URLSearchParams,
): Promise<Record<string, string>> {
  const draft = query.get("draft");
  if (draft)
    return (await accounts.readDraft(createHash("sha256").update(draft).digest("hex"))) ?? {};
  const from = query.get("from");
  if (!from || !viewer) return {};
  const { generation } = await pages.generation(viewer, from);
  return generation ? fieldsOf(generation, query.get("seed") === "keep") : {};
}

function fieldsOf(generation: GenerationView, keepSeed: boolean): Record<string, string> {
  const { model, prompt, negativePrompt, outputCount, settings } = generation;
  const seed = keepSeed ? String(settings.seed ?? "") : "";
  return {
    model,
    prompt,
    negativePrompt,
    count: String(outputCount),
    shape: String(settings.shape),
    seed,
  };
}
