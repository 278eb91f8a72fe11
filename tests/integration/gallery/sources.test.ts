import { expect, test } from "vitest";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { createSupabaseUploads } from "~/.server/media/supabase-uploads";
import { fileOf, inputOf, refusalOf, sessionOf, startWorld } from "../sql/world";

const world = await startWorld();
const { sql, server, store, database } = world;
const pages = createSupabasePages(database);
const sourcesOf = async (viewer: Awaited<ReturnType<typeof world.person>>) =>
  (await pages.studio(viewer, "edit")).sources.map(({ id }) => id);

async function makeVideo(viewer: Awaited<ReturnType<typeof world.person>>): Promise<string> {
  const claim = await world.startAndClaim(viewer, { kind: "video" });
  const [id = ""] = claim.mediaIds;
  await store.complete(claim, [{ ...fileOf(id), contentType: "video/mp4", durationSeconds: 5 }]);
  return id;
}

test("offers one's own recent and saved pictures to make something from, newest first", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [first = ""] = await world.make(ann);
  const [trashed = ""] = await world.make(ann);
  const [gone = ""] = await world.make(ann);
  const [edited = ""] = await world.make(ann, { kind: "edit", sourceMediaId: first });
  await makeVideo(ann);
  await world.make(bob);
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [trashed] });
  await sql`update media set expires_at = now() - interval '1 second' where id = ${gone}`;
  await sql`update media set saved_at = now(), expires_at = null where id = ${first}`;
  expect(await sourcesOf(ann)).toEqual([edited, first]);
});

test("offers the latest twelve, and none in the tab that begins with words alone", async () => {
  const ann = await world.person();
  await sql`update app_settings set max_running_per_user = 100`;
  for (let n = 0; n < 13; n += 1) await world.make(ann, { priceCreditsEach: 1 });
  expect(await sourcesOf(ann)).toHaveLength(12);
  expect((await pages.studio(ann, "video")).sources).toHaveLength(12);
  expect((await pages.studio(ann, "image")).sources).toEqual([]);
  await sql`update app_settings set max_running_per_user = 10`;
});

test("tells how long a video runs, and what a request was made from", async () => {
  const ann = await world.person();
  const [picture = ""] = await world.make(ann);
  const videoId = await makeVideo(ann);
  expect((await pages.media(ann, videoId)).media).toMatchObject({ durationSeconds: 5 });
  expect((await pages.media(ann, picture)).media).toMatchObject({ durationSeconds: null });
  const generationId = await world.start(ann, { kind: "edit", sourceMediaId: picture });
  const { generation } = await pages.generation(ann, generationId);
  expect(generation?.sourceMediaId).toBe(picture);
});

test("refuses a video as the picture to begin with, like a file that is not there", async () => {
  const ann = await world.person();
  const videoId = await makeVideo(ann);
  const start = store.start(ann, inputOf({ kind: "edit", sourceMediaId: videoId }));
  expect((await refusalOf(start)).code).toBe("not_found");
});

test("a video is gone on from where that is asked for, one's own alone, and is offered in the video tab", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [picture = ""] = await world.make(ann);
  const films = [await makeVideo(ann), await makeVideo(bob)] as const;
  const goOn = (sourceMediaId: string) =>
    store.start(ann, inputOf({ kind: "video", sourceMediaId, takesFilm: true }));
  for (const id of [picture, films[1]]) expect((await refusalOf(goOn(id))).code).toBe("not_found");
  await goOn(films[0]);
  const offered = async (kind: "edit" | "video") =>
    (await pages.studio(ann, kind)).films.map(({ id }) => id);
  expect([await offered("video"), await offered("edit")]).toEqual([[films[0]], []]);
  const { sources, films: found } = await createSupabaseUploads(database).inputs(ann, films);
  expect(sources).toEqual([]);
  expect(found).toMatchObject([
    { tile: { id: films[0], kind: "video", durationSeconds: 5 }, store: fileOf(films[0]).store },
  ]);
});
