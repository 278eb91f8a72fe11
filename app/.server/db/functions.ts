import type { z } from "zod";
import type { Database, Json } from "./database.types";
import type { Parsers } from "./parsers";

type Functions = Database["public"]["Functions"];

export type FunctionName = keyof Functions;

type Declared<Name extends FunctionName> = Functions[Name] extends { Args: infer Args }
  ? Args
  : never;
type Returned<Name extends FunctionName> = Functions[Name]["Returns"];
type DefaultedKey<Args> = {
  [K in keyof Args]-?: object extends Pick<Args, K> ? K : never;
}[keyof Args];

/** jsonb takes any object or array; everything else what the database's type says. */
type Sent<T> = [Json] extends [T | null]
  ? object
  : T extends readonly (infer Item)[]
    ? readonly Item[]
    : T;

/** A function's named arguments. Those that may be null have `default null` in SQL, and may be left out. */
export type Arguments<Name extends FunctionName> = PropertyKey extends keyof Declared<Name>
  ? Readonly<Record<string, never>>
  : {
      readonly [K in Exclude<keyof Declared<Name>, DefaultedKey<Declared<Name>>>]: Sent<
        Declared<Name>[K]
      >;
    } & {
      readonly [K in DefaultedKey<Declared<Name>>]?: Sent<NonNullable<Declared<Name>[K]>> | null;
    };

/** What a call resolves to: a parsed read model, rows, nothing, or one value, which SQL may leave null. */
export type Result<Name extends FunctionName> = Name extends keyof Parsers
  ? z.output<Parsers[Name]>
  : [Returned<Name>] extends [undefined]
    ? void
    : Returned<Name> extends readonly unknown[]
      ? Returned<Name>
      : Returned<Name> | null;
