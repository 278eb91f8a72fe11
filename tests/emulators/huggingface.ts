import { randomUUID } from "node:crypto";
import type { Answer, EmulatedRoute, EmulatedService, Received } from "./emulator.ts";
import { createFalEmulator, type FalEmulator } from "./fal.ts";
import {
  jobIn,
  notServedBy,
  strangerTo,
  tokenOf,
  troubleOf,
  type GuardBehaviour,
} from "./huggingface-guard.ts";
import { usualModels, type EmulatedMapping } from "./huggingface-models.ts";
import { onceRoutes, router, usualOnceBehaviour, type OnceBehaviour } from "./huggingface-once.ts";
import { createWavespeedEmulator, type WavespeedEmulator } from "./wavespeed.ts";

export interface HuggingFaceBehaviour extends OnceBehaviour, GuardBehaviour {
  /** Whether the hub gives its mapping as a list. */
  listsMapping: boolean;
}

/** A submit that somebody pays for. */
export interface AcceptedSubmit {
  token: string;
  /** Below the router: `/fal-ai/fal-ai/flux/dev`. */
  path: string;
  /** What was sent, as JSON. */
  body: Record<string, unknown>;
}

export interface HuggingFaceEmulator extends EmulatedService {
  accepted: AcceptedSubmit[];
  /** Providers by model of the hub. */
  models: Record<string, Record<string, EmulatedMapping>>;
  /** The queues behind the router, with what their jobs do. */
  fal: FalEmulator;
  wavespeed: WavespeedEmulator;
  /** What happens from now on. Other processes say it by POST to `/__huggingface`. */
  behave(behaviour: Partial<HuggingFaceBehaviour>): void;
  forget(): void;
}

const usualBehaviour: HuggingFaceBehaviour = {
  ...usualOnceBehaviour,
  tokens: {},
  coldStarts: 0,
  estimatedSeconds: 20,
  listsMapping: false,
};

/**
 * HuggingFace at wire level (docs/providers.md 3): the hub's mapping, and the router with hf-inference, nscale,
 * together, replicate, fal-ai and wavespeed behind it, all in memory. Any token that begins with `hf_` is right, and
 * sees its own jobs only.
 */
export function createHuggingFaceEmulator(): HuggingFaceEmulator {
  const fal = createFalEmulator({
    name: "huggingface-fal",
    queueAt: `${router}/fal-ai`,
    scheme: "Bearer",
    mediaHost: "v3b.fal.media",
  });
  const wavespeed = createWavespeedEmulator({
    name: "huggingface-wavespeed",
    at: `${router}/wavespeed`,
    mediaHost: "d2hf.cloudfront.net",
    // The router takes whatever is posted to for a model.
    usually: { deletion: "path" },
  });
  const state = {
    behaviour: usualBehaviour,
    models: structuredClone(usualModels) as HuggingFaceEmulator["models"],
    delivered: new Map<string, { contentType: string; bytes: Buffer }>(),
    accepted: [] as AcceptedSubmit[],
    /** Whose each queued job is. */
    owners: new Map<string, string>(),
    taskOf: (provider: string, providerId: string) =>
      Object.values(state.models)
        .map((providers) => providers[provider])
        .find((mapping) => mapping?.providerId === providerId)?.task ?? null,
  };
  const behave = (changes: Partial<HuggingFaceBehaviour>) => {
    state.behaviour = { ...state.behaviour, ...changes };
  };

  /** A route behind the router, for tokens without trouble. */
  const routed = (route: EmulatedRoute): EmulatedRoute => ({
    ...route,
    async answer(received, params, gone) {
      const token = tokenOf(received);
      const trouble =
        troubleOf(state.behaviour, received) ??
        strangerTo(state.owners, received) ??
        notServedBy(state.taskOf, received);
      const answer = trouble ?? (await route.answer(received, params, gone));
      if (received.method === "POST" && (answer.status ?? 200) < 300) {
        const path = received.path.slice(router.length);
        const body = JSON.parse(received.body.toString()) as Record<string, unknown>;
        state.accepted.push({ token, path, body });
        const job = jobIn(answer);
        if (job) state.owners.set(job, token);
      }
      return {
        ...answer,
        headers: { "x-request-id": `Root=1-${randomUUID()}`, ...answer.headers },
      };
    },
  });

  const queues = [...fal.routes, ...wavespeed.routes].filter(
    ({ pattern }) =>
      !/^\/(rest|api)\.fal\.ai|\/v3\/(predictions|media\/upload\/binary)$/.test(pattern),
  );
  const all = [...onceRoutes(state), ...queues];
  return {
    name: "huggingface",
    accepted: state.accepted,
    models: state.models,
    fal,
    wavespeed,
    behave,
    forget() {
      state.behaviour = usualBehaviour;
      for (const name of Object.keys(state.models)) delete state.models[name];
      Object.assign(state.models, structuredClone(usualModels));
      state.accepted.length = 0;
      state.delivered.clear();
      state.owners.clear();
      fal.forget();
      wavespeed.forget();
    },
    routes: [
      {
        method: "POST",
        pattern: "/__huggingface",
        answer({ body }) {
          behave(JSON.parse(body.toString()) as Partial<HuggingFaceBehaviour>);
          return { json: state.behaviour };
        },
      },
      {
        method: "GET",
        pattern: "/huggingface.co/api/models/:owner/:name",
        answer: (received, { owner, name }) =>
          troubleOf(state.behaviour, received) ?? mappingOf(state, received, `${owner}/${name}`),
      },
      ...all.map((route) => (route.pattern.startsWith(router) ? routed(route) : route)),
    ],
  };
}

function mappingOf(
  { models, behaviour }: { models: HuggingFaceEmulator["models"]; behaviour: HuggingFaceBehaviour },
  { query }: Received,
  id: string,
): Answer {
  const providers = models[id];
  if (!providers) return { status: 404, json: { error: "Repository not found" } };
  if (query.get("expand[]") !== "inferenceProviderMapping") return { json: { id } };
  const listed = Object.entries(providers).map(([provider, mapping]) => ({ provider, ...mapping }));
  return { json: { id, inferenceProviderMapping: behaviour.listsMapping ? listed : providers } };
}
