import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { modelDefinitions } from "~/.server/ai/known-models";
import type { ModelRoute } from "~/.server/ai/port";
import type { Received } from "../../emulators/emulator";

/** One way of working of one provider, with a model of the registry that takes it. */
export interface Trade {
  /** `fal: video from a picture`. */
  name: string;
  provider: string;
  definition: ModelDefinition;
  /** The route under test, alone. */
  route: ModelRoute;
  /** Made from a stored picture. */
  hasSource: boolean;
  /** A submit whose answer was lost can be looked up. */
  canFind: boolean;
  /** A job goes on in another process. */
  canResume: boolean;
  /** The requests that may cost money. */
  isPaid(received: Received): boolean;
}

interface Style {
  name: string;
  provider: string;
  canFind: boolean;
  canResume: boolean;
  takes(upstreamModel: string): boolean;
  isPaid(received: Received): boolean;
}

const post = (received: Received, path: RegExp): boolean =>
  received.method === "POST" && path.test(received.path);
const anyModel = () => true;
const huggingFace = {
  provider: "huggingface",
  canFind: false,
  isPaid: (received: Received) =>
    post(received, /^\/router\.huggingface\.co\/(?!.*\/predictions\/delete)/),
};
const isQueued = (upstreamModel: string) => /^(fal-ai|wavespeed):/.test(upstreamModel);

const styles: readonly Style[] = [
  {
    name: "fal",
    provider: "fal",
    canFind: true,
    canResume: true,
    takes: anyModel,
    isPaid: (received) => post(received, /^\/queue\.fal\.run\//),
  },
  {
    name: "Wavespeed",
    provider: "wavespeed",
    canFind: true,
    canResume: true,
    takes: anyModel,
    isPaid: (received) =>
      post(received, /^\/api\.wavespeed\.ai\/api\/v3\/(?!predictions|media|model\/)/),
  },
  { ...huggingFace, name: "Hugging Face, queued", canResume: true, takes: isQueued },
  {
    ...huggingFace,
    name: "Hugging Face, in one call",
    canResume: false,
    takes: (upstreamModel) => !isQueued(upstreamModel),
  },
  {
    name: "Gradio",
    provider: "gradio",
    canFind: false,
    canResume: false,
    takes: anyModel,
    isPaid: (received) => post(received, /\/gradio_api\/queue\/join$/),
  },
];

const works = [
  { name: "picture", kind: "image", hasSource: false, isTool: false },
  { name: "edit", kind: "edit", hasSource: true, isTool: false },
  { name: "tool", kind: "edit", hasSource: true, isTool: true },
  { name: "video from words", kind: "video", hasSource: false, isTool: false },
  { name: "video from a picture", kind: "video", hasSource: true, isTool: false },
  { name: "video from a video", kind: "video", hasSource: true, isTool: false, takesFilm: true },
] as const;

/** Every provider with every kind of work that the registry has a route of it for. */
export const trades: readonly Trade[] = styles.flatMap((style) =>
  works.flatMap(({ name, kind, hasSource, isTool, ...work }) => {
    const takesFilm = "takesFilm" in work;
    const unfit = hasSource ? "none" : "required";
    const found = modelDefinitions
      .filter(({ card }) => !card.builtIn && card.kind === kind && card.source !== unfit)
      .filter(({ card }) => (card.prompt === "none") === isTool)
      .filter(({ card }) => (card.film !== null) === takesFilm)
      .flatMap((definition) => definition.routes.map((route) => ({ definition, route })))
      .find(
        ({ route }) =>
          route.provider === style.provider &&
          style.takes(route.upstreamModel) &&
          (!hasSource || route.sourceParameter !== null),
      );
    if (!found) return [];
    const definition = { ...found.definition, routes: [found.route] };
    return [{ ...style, ...found, definition, name: `${style.name}: ${name}`, hasSource }];
  }),
);

/**
 * Whether there is a file after a worker died at that point and another one went on. Before the answer is on record,
 * only a look at the provider's list tells; after it, only a job that outlives its process.
 */
export function isMade(trade: Trade, point: string): boolean {
  if (["before prepare", "after prepare"].includes(point)) return true;
  if (["before recordSubmitIntent", "after complete"].includes(point)) return true;
  if (["after recordSubmitIntent", "before submit"].includes(point)) return false;
  const isOnRecord = !["after submit", "before recordProviderJob"].includes(point);
  return isOnRecord ? trade.canResume : trade.canFind;
}
