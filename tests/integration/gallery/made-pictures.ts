import { expect } from "vitest";
import { type Site, studioFields, type Visitor } from "../faults/site";

/** Pictures that somebody has just made, by their ids, in the order in which they were made. To be called in a test. */
export async function makePictures(
  { sql }: Site,
  visitor: Visitor,
  count: number,
  prompt = "a lighthouse by the sea at dusk",
): Promise<string[]> {
  const made = async () =>
    (
      await sql<{ id: string }[]>`
        select m.id from media m join generations g on g.id = m.generation_id
        where m.user_id = ${visitor.userId} and g.prompt = ${prompt} order by m.id`
    ).map(({ id }) => id);
  const asked = await visitor.post("/?index", { ...studioFields(prompt), count: String(count) });
  expect(asked.status).toBe(302);
  await expect.poll(made).toHaveLength(count);
  return await made();
}
