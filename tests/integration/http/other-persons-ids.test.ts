import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import everyRoute from "../../../app/routes";
import type { Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "../gallery/made-pictures";

const site = await startSiteWithoutPainter();
const { sql, origin } = site;

/** Admin pages are nobody's own: `admin/admin-pages.test.ts` walks them. */
const routes = everyRoute.filter(({ file }) => !file.startsWith("routes/admin/"));

const sorts = [
  "media",
  "upload",
  "generation",
  "board",
  "share",
  "prompt",
  "search",
  "blocked",
  "session",
  "avatar",
  "import",
] as const;
type Ids = Record<(typeof sorts)[number], string>;

/** What a route takes besides the ids in its path: `{media}` stands for the id of a file, and so on. */
interface Asked {
  queries?: readonly string[];
  /** For a route with an action, each form of it that names an id. */
  forms?: readonly Record<string, string>[];
}

const files = "{media}";
const ofFiles = (...intents: string[]) => intents.map((intent) => ({ intent, mediaIds: files }));
const studio = {
  queries: [
    "from={generation}",
    "from={generation}&seed=keep",
    "source={media}",
    "source={upload}",
  ],
  forms: ["{media}", "{upload}"].map((sourceMediaId) => ({
    ...{ model: "retouch", prompt: "brighter", count: "1", sourceMediaId },
    idempotencyKey: randomUUID(),
  })),
};
const picture = {
  queries: ["board={board}"],
  forms: [
    ...["save", "trash", "restore", "delete"].map((intent) => ({ intent })),
    ...ofFiles("restore"),
  ],
};
const share: Asked = {
  forms: [
    { intent: "share", until: "always" },
    { intent: "revoke", shareId: "{share}" },
    { intent: "save" },
  ],
};

/** Every route; a new one has to say here which ids it takes. */
const table: Record<string, Asked> = {
  "/": studio,
  edit: studio,
  video: studio,
  uploads: { forms: [] },
  gallery: {
    queries: ["board={board}", "made-from={media}", "locate={media}", "view=trash&board={board}"],
    forms: [
      ...ofFiles("save", "trash", "restore", "delete", "star", "unstar", "share"),
      { intent: "board", boardId: "{board}", mediaIds: "{own}" },
      { intent: "unboard", fromBoard: "{board}", mediaIds: files },
      { intent: "put-back", boardId: "{board}", mediaIds: files },
      { intent: "tag", tags: "mine", mediaIds: files },
      { intent: "untag", tags: "hers", mediaIds: files },
      { intent: "mark", star: files },
      { intent: "mark", unstar: files },
      { intent: "rename-search", searchId: "{search}", name: "Mine" },
      { intent: "delete-search", searchId: "{search}" },
    ],
  },
  "gallery/zip": { forms: [{ mediaIds: files }] },
  compare: { queries: ["ids={media}", "ids={own},{media}"] },
  boards: {
    queries: ["deleted={board}"],
    forms: [
      { intent: "restore", boardId: "{board}" },
      { intent: "order", boardIds: "{board}" },
    ],
  },
  "boards/:boardId": {
    queries: ["arrange=1"],
    forms: [
      { intent: "rename", name: "Mine" },
      { intent: "delete" },
      { intent: "order", mediaIds: files },
      { intent: "cover", mediaId: files },
      { intent: "mark", star: files },
      ...ofFiles("unboard", "put-back"),
    ],
  },
  organize: {
    queries: ["ids={media}"],
    forms: [
      { intent: "star" },
      { intent: "tag", tags: "mine" },
      { intent: "add", boardId: "{board}" },
      { intent: "remove", boardId: "{board}" },
    ],
  },
  prompts: {
    queries: ["before={prompt}", "after={prompt}", "deleted={prompt}"],
    forms: ["star", "unstar", "delete", "restore"].map((verb) => ({ intent: `${verb}:{prompt}` })),
  },
  "image/:mediaId": picture,
  "video/:mediaId": picture,
  "image/:mediaId/full": { queries: ["zoom=actual"] },
  "video/:mediaId/full": {},
  "video/:mediaId/last-frame": { forms: [{ use: "edit" }] },
  "video/:mediaId/poster": { forms: [] },
  "generations/:generationId": { forms: [{ intent: "cancel" }] },
  "prompt-reading": { forms: [] },
  "media/:mediaId/:variant": { queries: ["download"] },
  "image/:mediaId/share": share,
  "video/:mediaId/share": share,
  "boards/:boardId/share": share,
  "s/:token": { queries: ["picture={media}"] },
  "s/:token/preview.jpg": {},
  "s/:token/media/:mediaId/:variant": {},
  oembed: { queries: [`url=${encodeURIComponent(`${origin}/s/`)}:token%3Fpicture%3D{media}`] },
  "report/:token": {
    queries: ["picture={media}"],
    forms: [{ reportId: randomUUID(), reason: "other", file: files }],
  },
  "blocked/:blockedId": { forms: [{ words: "Mine" }] },
  events: {},
  login: { forms: [] },
  "login/code": { forms: [] },
  signup: { forms: [] },
  "forgot-password": { forms: [] },
  "reset-password": { forms: [] },
  "auth/confirm": { forms: [] },
  "auth/google": {},
  "auth/callback": {},
  "auth/v1/callback": {},
  "dev/google": {},
  logout: { forms: [] },
  theme: { forms: [] },
  account: { forms: [] },
  "account/picture/:avatar": {},
  "account/security/codes": { forms: [] },
  "account/security": { forms: [] },
  "account/credits": { forms: [] },
  "account/credits/csv": {},
  "account/devices": { forms: [{ deviceId: "{session}" }] },
  "account/links": { forms: [{ shareId: "{share}" }] },
  "account/data": { forms: [] },
  "account/export": { forms: [] },
  "account/import": { forms: [{ importId: "{import}" }] },
  "account/old-receipts": {},
  "about-models": {},
  privacy: {},
  terms: {},
  ".well-known/security.txt": {},
  "cron/cleanup": { forms: [] },
  "cron/work": { forms: [] },
  "cron/models": { forms: [] },
  "dev/mail": {},
  "*": { forms: [] },
};

let zoe: Visitor;
/** Her own live link, to a board, and a picture of hers. */
let token: string;
let own: string;
let theirs: Ids;
const nobodys = Object.fromEntries(sorts.map((sort) => [sort, randomUUID()])) as Ids;

async function rowsOf(userId: string): Promise<Record<string, string>> {
  const [row] = await sql<{ ids: Record<string, string> }[]>`
    select jsonb_build_object(
      'media', (select id from media where user_id = ${userId}),
      'upload', (select id from uploads where user_id = ${userId}),
      'generation', (select id from generations where user_id = ${userId}),
      'board', (select id from boards where user_id = ${userId}),
      'share', (select id from shares where user_id = ${userId}),
      'prompt', (select id from prompt_history where user_id = ${userId}),
      'search', (select id from saved_searches where user_id = ${userId}),
      'blocked', (select id from private.blocked_prompts where user_id = ${userId}),
      'session', (select id from user_sessions where user_id = ${userId}),
      'avatar', (select version from avatars where user_id = ${userId}),
      'import', (select id from imports where user_id = ${userId})
    ) as ids`;
  return row?.ids ?? {};
}

/** Somebody with one of everything, shared by one link. */
async function fill(visitor: Visitor): Promise<void> {
  const [mediaId = ""] = await makePictures(site, visitor, 1);
  const boardId = randomUUID();
  await visitor.post("/boards", { intent: "make", boardId, name: "Hers" });
  await visitor.post(`/organize?ids=${mediaId}`, { intent: "add", boardId });
  await visitor.post(`/organize?ids=${mediaId}`, { intent: "tag", tags: "hers" });
  await visitor.post(`/boards/${boardId}/share`, { intent: "share", until: "always" });
  const search = { intent: "save-search", searchId: randomUUID(), name: "Hers", query: "q=sea" };
  await visitor.post("/gallery", search);
  await sql`
    insert into private.blocked_prompts (id, user_id, phrase, prompt)
    select ${randomUUID()}, user_id, 'gore', 'Gore' from media where id = ${mediaId}`;
  await sql`
    insert into avatars (user_id, version, webp)
    select user_id, replace(id::text, '-', ''), 'webp'::bytea from media where id = ${mediaId}`;
  await sql`
    insert into imports (id, user_id) select ${randomUUID()}, user_id from media where id = ${mediaId}`;
  await sql`
    insert into uploads (id, user_id, role, width, height, content_type, size_bytes, sha256, thumbhash, store, path, thumb_path, expires_at)
    select ${randomUUID()}, user_id, 'picture', width, height, content_type, size_bytes, sha256, thumbhash, store,
      'uploads/' || ${randomUUID()}, 'uploads/' || ${randomUUID()}, now() + interval '1 day' from media where id = ${mediaId}`;
}

test("two people have one of everything, and every route says which ids it takes", async () => {
  const ada = await site.signUp();
  zoe = await site.signUp();
  await fill(ada);
  await fill(zoe);
  theirs = (await rowsOf(ada.userId)) as Ids;
  const mine = await rowsOf(zoe.userId);
  own = mine["media"] ?? "";
  const { text } = await zoe.get(`/boards/${mine["board"]}/share`);
  token = /\/s\/([\w-]{22})/.exec(text)?.[1] ?? "";
  expect(Object.values({ ...theirs, own, token }).filter((id) => !id)).toEqual([]);
  const paths = new Set(routes.map(({ path }) => path ?? ""));
  expect(Object.keys(table).toSorted()).toEqual([...paths].toSorted());
});

async function variants(): Promise<string[]> {
  const port = await readFile("app/.server/media/files-port.ts", "utf8");
  const [, union = ""] = /type MediaVariant =([^;]+);/.exec(port) ?? [];
  return Array.from(union.matchAll(/"(\w+)"/g), ([, name = ""]) => name);
}

const withIds = (text: string, ids: Ids) =>
  text
    .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "own" ? own : (ids[name as keyof Ids] ?? ""),
    )
    .replaceAll(":token", token);

function pathOf(route: string, variant: string, ids: Ids): string {
  const params = {
    mediaId: ids.media,
    boardId: ids.board,
    generationId: ids.generation,
    blockedId: ids.blocked,
    avatar: ids.avatar,
    token,
    variant,
  };
  const path = route.replaceAll(/:(\w+)/g, (_, name: keyof typeof params) => {
    if (!params[name]) throw new Error(`What is ":${name}" of ${route}?`);
    return params[name];
  });
  return path.startsWith("/") ? path : `/${path.replace("*", "no-such-page")}`;
}

/** All that an answer says, but for what differs each time. */
function told({ status, headers, text }: { status: number; headers: Headers; text: string }) {
  const same = (words: string) =>
    words
      .replaceAll(/ nonce="[^"]*"|<!--[^>]*-->/g, "")
      // A page's data come in as many pieces as there happen to be.
      .replaceAll(/"\);<\/script><script>[\w.]+enqueue\("/g, "")
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "id")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.+Z]+/g, "time");
  return { status, location: same(headers.get("location") ?? ""), text: same(text) };
}

async function expectSame(ask: (ids: Ids) => Promise<Parameters<typeof told>[0]>, what: string) {
  const [other, missing] = [await ask(theirs), await ask(nobodys)];
  expect({ what, ...told(other) }).toEqual({ what, ...told(missing) });
}

test.each(routes.map(({ path = "", file }) => [path, file] as const))(
  "%s answers another person's id like a missing one",
  async (route, file) => {
    const { queries = [], forms } = table[route] ?? {};
    const source = await readFile(`app/${file}`, "utf8");
    const takesForms = /export (async function|function|const) action\b/.test(source);
    expect(forms !== undefined, `${route} says which forms it takes`).toBe(takesForms);
    const hasIds = /:(?!token|variant)\w/.test(route) || queries.length > 0;
    for (const variant of route.includes(":variant") ? await variants() : [""]) {
      const at = (ids: Ids, query = "") =>
        pathOf(route, variant, ids) + (query && `?${withIds(query, ids)}`);
      const paths = hasIds ? ["", ...queries] : [];
      for (const query of paths)
        await expectSame((ids) => zoe.get(at(ids, query)), `GET ${route} ${variant} ${query}`);
      // An upload is asked for as a file is.
      if (hasIds && variant)
        await expectSame((ids) => zoe.get(at({ ...ids, media: ids.upload })), `upload ${variant}`);
      for (const form of forms ?? []) {
        const [query] = route === "organize" ? queries : [];
        const fieldsFor = (ids: Ids) =>
          Object.fromEntries(
            Object.entries(form).map(([name, text]) => [name, withIds(text, ids)]),
          );
        await expectSame(
          (ids) => zoe.post(at(ids, query), fieldsFor(ids)),
          `POST ${route} ${JSON.stringify(form)}`,
        );
      }
    }
  },
);

test("nothing of hers has changed", async () => {
  const [left] = await sql`
    select m.trashed_at, m.saved_at, m.starred_at, b.name, b.deleted_at, s.revoked_at, p.deleted_at as forgotten, f.name as search,
      (select array_agg(t.tag) from media_tags t where t.media_id = m.id) as tags,
      exists (select from board_media o where o.board_id = b.id and o.media_id = m.id) as is_on_board
    from media m, boards b, shares s, prompt_history p, saved_searches f
    where m.id = ${theirs.media} and b.id = ${theirs.board} and s.id = ${theirs.share} and p.id = ${theirs.prompt}
      and f.id = ${theirs.search}`;
  const ended = sql`select from user_sessions where id = ${theirs.session} and revoked_at is not null`;
  expect(await ended).toEqual([]);
  expect(left).toEqual({
    ...{ trashed_at: null, saved_at: null, starred_at: null, name: "Hers", deleted_at: null },
    ...{ revoked_at: null, forgotten: null, search: "Hers", tags: ["hers"], is_on_board: true },
  });
});
