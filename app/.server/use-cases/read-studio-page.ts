import { roomFields } from "~/domain/frame-fields";
import type { GenerationKind } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { offerModels } from "~/domain/offered-models";
import { fieldsOfInputs, slotFields } from "~/domain/picture-slots";
import { initialStudioValues } from "~/domain/studio-values";
import type { GenerationView, MediaTileView, StudioPage, UploadView } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { ModelRegistry } from "../ai/port";
import type { Pages } from "../gallery/port";
import type { Uploads } from "../media/uploads-port";

export interface ReadStudioPageDeps {
  pages: Pages;
  accounts: Pick<Accounts, "readDraft">;
  uploads: Pick<Uploads, "inputs" | "ofVisitor">;
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
 * a visitor gets with a new account. `sources` are the latest pictures that it can be made from, with the latest videos
 * where a model goes on from one, the chosen one first when it is older, and `uploads` the latest that were given from
 * outside: those of `visitorHash` for a visitor. One database call, for visitors one a second; one more for a draft or
 * an earlier request, for a visitor's uploads, and for a source that is not among the latest. Error: unavailable.
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
  const models = offerModels(cards, page.settings, deps.models.providersOf);
  const { account, generations, recentPrompts } = page;
  const wanted: Fields = {
    ...Object.fromEntries(query),
    ...kept,
    // An address that names a model means it, whatever the words were kept or made with.
    model: query.get("model") ?? kept["model"],
    // As does one that names a picture.
    sourceMediaId:
      query.get("sourceMediaId") ?? query.get("source") ?? kept["sourceMediaId"] ?? undefined,
  };
  const listed = { ...page, films: models.some(({ film }) => film) ? page.films : null };
  const { sources, uploads, isThere } = await withChosen(deps, viewer, listed, wanted);
  const there = viewer ? onlyWhatIsThere(wanted, isThere) : wanted;
  const isNamed = query.has("model");
  const given = isNamed ? there : { ...there, model: modelFor(there, models, sources) };
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
    cards.map((card) => ({ ...card, enabled: !card.isAway })),
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

/** `films`: null where no model goes on from one. */
type Listed = Sources & { films: readonly MediaTileView[] | null };

/** The model that a form names, unless that goes on from a video and the form names a picture. */
function modelFor(
  { model, sourceMediaId }: Fields,
  models: readonly Pick<ModelCard, "id" | "film">[],
  sources: readonly MediaTileView[],
): string | undefined {
  const takesFilm = Boolean(models.find(({ id }) => id === model)?.film);
  const isFilm = sources.some(({ id, kind }) => id === sourceMediaId && kind === "video");
  return takesFilm && sourceMediaId && !isFilm ? undefined : model;
}

/** The fields that name a file. */
const fileFields = ["sourceMediaId", "asideMediaId", "maskId", ...slotFields] as const;
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/**
 * With the files that the form names and that are not among the latest, first. Someone else's and one in the trash are
 * not there, and a video only where a model goes on from one.
 */
async function withChosen(
  { uploads: all }: ReadStudioPageDeps,
  viewer: Viewer | null,
  { sources: pictures, films, uploads }: Listed,
  wanted: Fields,
): Promise<Sources & { isThere(id: string): boolean }> {
  const sources = [...pictures, ...(films ?? [])];
  const listed = new Set([...sources, ...uploads].map(({ id }) => id));
  const named = new Set(fileFields.flatMap((field) => wanted[field] ?? []));
  const ids = [...named].filter((id) => isId(id) && !listed.has(id));
  const found = viewer && ids.length > 0 ? await all.inputs(viewer, ids) : noInputs;
  const foundFilms = films ? found.films.map(({ tile }) => tile) : [];
  const foundSources = [...found.sources, ...foundFilms];
  const others = [...foundSources, ...found.uploads].map(({ id }) => id);
  const there = new Set([...listed, ...others, ...found.maskIds]);
  return {
    sources: [...foundSources, ...sources],
    uploads: [...found.uploads, ...uploads],
    isThere: (id) => there.has(id),
  };
}

const noInputs = { sources: [], films: [], uploads: [], maskIds: [], made: [] };

/** What is named and gone is named no more. */
function onlyWhatIsThere(wanted: Fields, isThere: (id: string) => boolean): Fields {
  const gone = fileFields.filter((field) => !isThere(wanted[field] ?? ""));
  return { ...wanted, ...Object.fromEntries(gone.map((field) => [field, ""])) };
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
    ...{ account: null, settings, generations: [], recentPrompts: [], sources: [], films: [] },
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

const chosenSettings = [
  "shape",
  "durationSeconds",
  "resolution",
  "steps",
  "guidance",
  "sound",
  ...roomFields,
] as const;

function fieldsOf(generation: GenerationView, keepSeed: boolean): Fields {
  const { model, isPrompted, negativePrompt, outputCount, settings, sourceMediaId } = generation;
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  return {
    ...Object.fromEntries(chosenSettings.map((name) => [name, text(settings[name])])),
    model,
    prompt: isPrompted ? generation.prompt : "",
    negativePrompt,
    count: String(outputCount),
    seed: keepSeed ? text(settings["seed"]) : "",
    sourceMediaId: sourceMediaId ?? undefined,
    ...fieldsOfInputs(generation.inputs),
  };
}
