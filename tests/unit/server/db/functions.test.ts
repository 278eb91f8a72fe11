import { expectTypeOf, test } from "vitest";
import type { Caller } from "~/.server/db/clients";
import type { Arguments, Result } from "~/.server/db/functions";
import type { JsonFunction, Parsers } from "~/.server/db/parsers";
import type { StudioPage } from "~/domain/views";

/** Never runs: the compiler is the test. */
async function wrongCalls({ call }: Caller): Promise<void> {
  // @ts-expect-error There is no such function.
  await call("no_such_function", {});
  // @ts-expect-error An argument is missing.
  await call("touch_session", { p_user_id: "u", p_session_id: "s", p_idle_days: 1 });
  // @ts-expect-error An argument has another type.
  await call("queue_read", { p_limit: "8", p_visibility_seconds: 60 });
  // @ts-expect-error There is no such argument.
  await call("revoke_sessions", { p_user_id: "u", userId: "u" });
  // @ts-expect-error This one takes none.
  await call("ready", { p: {} });
  // @ts-expect-error No such kind can be asked for.
  await call("studio_page", { p_kind: "song" });
  // @ts-expect-error Only what has a default may be null.
  await call("queue_read", { p_limit: null, p_visibility_seconds: 60 });
}

test("arguments are those of the generated types; those with a default may be null or left out", () => {
  expectTypeOf(wrongCalls).returns.resolves.toBeVoid();
  expectTypeOf<Arguments<"media_rows">>().toEqualTypeOf<
    { readonly p_limit: number } & { readonly p_after?: string | null }
  >();
  expectTypeOf<Arguments<"media_places">["p_media_ids"]>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<{ p_generation_id: "g"; p_lease_token: "t"; p_media: [] }>().toExtend<
    Arguments<"complete_generation">
  >();
});

test("results are rows, single values, nothing, or a parsed read model", () => {
  expectTypeOf<Result<"start_generation">>().toEqualTypeOf<
    { generation_id: string; replayed: boolean }[]
  >();
  expectTypeOf<Result<"trash_media">>().toEqualTypeOf<string[]>();
  expectTypeOf<Result<"heartbeat_generation">>().toEqualTypeOf<
    "held" | "taken" | "refunded" | null
  >();
  expectTypeOf<Result<"password_mark">>().toEqualTypeOf<string | null>();
  expectTypeOf<Result<"revoke_session">>().toBeVoid();
  expectTypeOf<Result<"studio_page">>().toEqualTypeOf<StudioPage>();
});

test("every function that returns jsonb has a parser, and no other", () => {
  expectTypeOf<keyof Parsers>().toEqualTypeOf<JsonFunction>();
});
