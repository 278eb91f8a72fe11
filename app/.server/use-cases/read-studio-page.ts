import type { GenerationKind } from "~/domain/generation";
import { offerModels } from "~/domain/offered-models";
import { initialStudioValues } from "~/domain/studio-values";
import type { GenerationView, MediaTileView, StudioPage, UploadView } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { ModelRegistry } from "../ai/port";
import type { Pages } from "../gallery/port";
import type { Uploads } from "../media/port";

export interface ReadStudioPageDeps {
  pages: Pages;
  accounts: Pick<Accounts, "readDraft">;
  uploads: Pick<Uploads, "find" | "ofVisitor">;
  models: ModelRegistry;
  /** The operator's choice, at most one of each kind. */
  defaultModels: readonly string[];
  /** The first grant of new accounts, unless an admin has chosen another. */
  signupCredits: number;
  newId(): string;
}

type Fields = Readonly<Record<string, string | undefined>>;

/**
 * One tab of the studio: the models on offer, the viewer's latest work, and the form filled from the query (`prompt`,
 * `model`, `source` …), from a draft kept before signing in (`draft`), or from an earlier request (`from`). It opens
 * with the model that the person used last, else the operator's, else the first quick AI model. `signUpCredits` is what
 * a visitor gets with a new account. `sources` are the latest pictures that it can be made from, the chosen one first
 * when it is older, and `uploads` the latest that were given from outside: those of `visitorHash` for a visitor. One
 * database call, for visitors one a second; one more for a draft or an earlier request, for a visitor's uploads, and
 * for a source that is not among the latest. Error: unavailable.
 */
export async function readStudioPage(
  deps: ReadStudioPageDeps,
  viewer: Viewer | null,
  kind: GenerationKind,
  query: URLSearchParams,
  visitorHash: string | null,
) {
  const [page, kept] = await Promise.all([
    viewer ? deps.pages.studio(viewer, kind) : visitorPage(deps, kind, visitorHash),
    readKept(deps, viewer, query),
  ]);
  const cards = deps.models.cards.filter((card) => card.kind === kind);
  const models = offerModels(cards, page.settings);
  const { account, generations, recentPrompts } = page;
  const wanted: Fields = {
    sourceMediaId: query.get("source") ?? undefined,
    ...Object.fromEntries(query),
    ...kept,
    // An address that names a model means it, whatever the words were kept or made with.
    model: query.get("model") ?? kept["model"],
  };
  const { sources, uploads } = await withChosen(deps, viewer, page, wanted.sourceMediaId);
  const isThere = [...sources, ...uploads].some(({ id }) => id === wanted.sourceMediaId);
  const isGone = viewer !== null && !isThere;
  const given = isGone ? { ...wanted, sourceMediaId: "" } : wanted;
  const lastUsed = [...new Set(generations.map(({ model }) => model))];
  const start = initialStudioValues(models, given, [...lastUsed, ...deps.defaultModels]);
  return {
    account,
    signUpCredits: viewer ? undefined : (page.settings.signupCredits ?? deps.signupCredits),
    generations,
    recentPrompts,
    models,
    otherKinds: otherKinds(deps.models, kind),
    sources,
    uploads,
    start,
    reading: deps.models.readPrompt(start.model, start),
    idempotencyKey: deps.newId(),
  };
}

/** The form again as a person sent it, when it is refused, and what its model will make of the prompt. Pure. */
export function restartStudioForm(models: ModelRegistry, kind: GenerationKind, sent: Fields) {
  const cards = models.cards.filter((card) => card.kind === kind);
  const start = initialStudioValues(
    cards.map((card) => ({ ...card, enabled: true })),
    sent,
  );
  return { start, reading: models.readPrompt(start.model, start) };
}

/** The kinds that something else can be made of here: the ways on from a tab without models. */
function otherKinds({ cards }: ModelRegistry, kind: GenerationKind): GenerationKind[] {
  return [...new Set(cards.map((card) => card.kind))].filter((other) => other !== kind);
}

interface Sources {
  sources: readonly MediaTileView[];
  uploads: readonly UploadView[];
}

/** Someone else's picture, one in the trash and a video count as none. */
async function withChosen(
  { pages, uploads: all }: ReadStudioPageDeps,
  viewer: Viewer | null,
  { sources, uploads }: Sources,
  mediaId: string | undefined,
): Promise<Sources> {
  const isListed = [...sources, ...uploads].some(({ id }) => id === mediaId);
  if (!viewer || !mediaId || isListed) return { sources, uploads };
  const [{ media }, upload] = await Promise.all([
    pages.media(viewer, mediaId),
    all.find(viewer, mediaId),
  ]);
  const isUsable = media && media.kind !== "video" && !media.trashedAt;
  return {
    sources: isUsable ? [media, ...sources] : sources,
    uploads: upload ? [upload, ...uploads] : uploads,
  };
}

async function visitorPage(
  { pages, uploads }: ReadStudioPageDeps,
  kind: GenerationKind,
  visitorHash: string | null,
): Promise<StudioPage> {
  const [settings, given] = await Promise.all([
    pages.recentSettings(),
    visitorHash && kind !== "image" ? uploads.ofVisitor(visitorHash) : [],
  ]);
  const pictures = given.filter(({ role }) => role === "picture");
  return {
    ...{ account: null, settings, generations: [], recentPrompts: [], sources: [] },
    uploads: pictures.map(({ id, width, height, thumbhash }) => ({ id, width, height, thumbhash })),
  };
}

async function readKept(
  { accounts, pages }: ReadStudioPageDeps,
  viewer: Viewer | null,
  query: URLSearchParams,
): Promise<Fields> {
  const draft = query.get("draft");
  if (draft) {
    const kept = await accounts.readDraft(draft);
    const isOthers = viewer !== null && kept?.["account"] && kept["account"] !== viewer.userId;
    return (!isOthers && kept) || {};
  }
  const from = query.get("from");
  if (!from || !viewer) return {};
  const { generation } = await pages.generation(viewer, from);
  return generation ? fieldsOf(generation, query.get("seed") === "keep") : {};
}

const chosenSettings = ["shape", "durationSeconds", "resolution", "steps", "guidance"] as const;

function fieldsOf(generation: GenerationView, keepSeed: boolean): Fields {
  const { model, prompt, negativePrompt, outputCount, settings, sourceMediaId } = generation;
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  return {
    ...Object.fromEntries(chosenSettings.map((name) => [name, text(settings[name])])),
    model,
    prompt,
    negativePrompt,
    count: String(outputCount),
    seed: keepSeed ? text(settings["seed"]) : "",
    sourceMediaId: sourceMediaId ?? undefined,
    maskId: generation.inputs.find(({ role }) => role === "mask")?.id,
  };
}
