/** What a model asks of the picture that it starts from, and how a request for it is called. */
import { filmProblem } from "./film-input";
import {
  type FrameWords,
  frameProblem,
  frameWish,
  proportionsOf,
  roomIn,
  roomWords,
} from "./frame";
import { type FrameField } from "./frame-fields";
import type { ReadMade } from "./made-picture";
import { askedFor, type ModelCard } from "./models";
import type { OwnInputs } from "./own-inputs";

type Chosen = Readonly<Record<string, unknown>>;

export interface AskedOfSource {
  model: ModelCard;
  chosen: Chosen;
  /** What words say of a frame. */
  words: FrameWords | null;
  /** Null for a model that doesn't look at how the picture was made. */
  readMade: ReadMade | null;
  /** Whether files that are in that store can be read here. */
  hasStore(name: string): boolean;
}

type Refused = { field: FrameField | "shape" | "sourceMediaId"; words: string };

/** Further settings to store, or why it can't be done with this picture. Nothing of what is not there. Pure. */
export function readFoundSource(
  found: Pick<OwnInputs, "sources" | "films" | "uploads" | "made">,
  { model, chosen, words, readMade, hasStore }: AskedOfSource,
): { settings: Record<string, unknown> } | Refused {
  const [own] = found.films;
  if (model.film) {
    const takes = { name: model.name, film: model.film };
    const film = own && { ...own.tile, sizeBytes: own.sizeBytes };
    const refused = film && filmProblem(film, takes, hasStore(own.store));
    return refused ? { field: "sourceMediaId", words: refused } : { settings: {} };
  }
  const [picture] = [...found.sources, ...found.uploads];
  if (!picture) return { settings: {} };
  const wish = frameWish(roomIn(chosen), words, proportionsOf(chosen["shape"]));
  const problem = model.frame && frameProblem(picture, wish, model.frame);
  if (problem) return problem;
  const made = readMade?.(found.made[0] ?? null) ?? {};
  return typeof made === "string" ? { field: "sourceMediaId", words: made } : { settings: made };
}

/** What is missing, in words. */
export function noSource({ kind, film }: Pick<ModelCard, "kind" | "film">): string {
  if (film) return "Choose a video to go on from.";
  return kind === "video" ? "Choose a picture to bring to life." : "Choose a picture to edit.";
}

/** Says so of what is there no longer. */
export function goneSource({ film }: Pick<ModelCard, "film">): string {
  return `This ${film ? "video" : "picture"} is gone. Choose another one.`;
}

/** What is asked for without words: `Upscale 2×`, `Reframe 16:9`. */
export function taskOf(model: ModelCard, chosen: Chosen): string {
  if (!model.frame) return askedFor(model, String(chosen["resolution"] ?? ""));
  const room = roomWords(roomIn(chosen)).join(", ");
  return room ? `${model.name}: ${room}` : `${model.name} ${String(chosen["shape"] ?? "")}`.trim();
}

/** What the picture may have of pixels; null: any. */
export function largestSourceOf({ largestSources }: ModelCard, chosen: Chosen) {
  return largestSources?.[String(chosen["resolution"] ?? "")] ?? null;
}

/** Says so, and which choice would do. */
export function tooLarge(model: ModelCard, chosen: Chosen): string {
  const { pixels = 0, sidePixels = 0 } = largestSourceOf(model, chosen) ?? {};
  const megapixels = Math.floor(pixels / 1e5) / 10;
  const side = sidePixels.toLocaleString("en-US");
  const [least] = model.resolutions;
  const other =
    least === chosen["resolution"] ? "a smaller picture" : `${least}, or a smaller picture`;
  return `This picture is too large for ${askedFor(model, String(chosen["resolution"] ?? ""))}. Choose ${other}: up to ${megapixels} megapixels, no side over ${side} pixels.`;
}
