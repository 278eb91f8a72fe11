import { createRandom, hashText, mixSeeds, type Random } from "../../domain/random.ts";
import { dimensions, type Dimension, type Range, type Subject, type Tint } from "./scene.ts";
import type { Tag } from "./vocabulary.ts";

/** What a prompt asks for, before the painter adds what it leaves open. */
export interface Wishes {
  readonly wanted: ReadonlySet<Tag>;
  readonly forbidden: ReadonlySet<Tag>;
  readonly tints: readonly Tint[];
  readonly counts: ReadonlyMap<Subject, Range>;
  readonly sizes: ReadonlyMap<Subject, number>;
}

type Value<D extends Dimension> = (typeof dimensions)[D][number];

/** The wishes as they grow, with one random stream per question so that answers do not shift each other. */
export interface Brief {
  has(tag: Tag): boolean;
  /** Wishes for one more thing, unless it is forbidden. */
  add(tag: Tag): void;
  allows(tag: Tag): boolean;
  /** The value asked for, or one of the given ones that is allowed, or "none". */
  choose<D extends Dimension, T extends string>(
    dimension: D,
    otherwise: readonly T[],
  ): Value<D> | T | "none";
  random(question: string): Random;
  /** Whether the prompt names colors. */
  readonly colored: boolean;
}

/** Starts a brief from the wishes; the seed decides what they leave open. */
export function createBrief(wishes: Wishes, seed: number): Brief {
  const wanted = new Set(wishes.wanted);
  const random = (question: string) => createRandom(mixSeeds(seed, hashText(question)));
  const allows = (tag: Tag) => !wishes.forbidden.has(tag);
  return {
    has: (tag) => wanted.has(tag),
    add: (tag) => void (allows(tag) && wanted.add(tag)),
    allows,
    choose: (dimension, otherwise) => {
      const values: readonly Value<typeof dimension>[] = dimensions[dimension];
      const named = values.filter((value) => wanted.has(`${dimension}:${value}`));
      const choices = named.length > 0 ? named.slice(0, 1) : otherwise;
      const allowed = choices.filter((value) => allows(`${dimension}:${value}`));
      return allowed.length > 0 ? random(dimension).pick(allowed) : "none";
    },
    random,
    colored: wishes.tints.length > 0,
  };
}
