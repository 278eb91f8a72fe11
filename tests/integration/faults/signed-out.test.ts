import { expect, test } from "vitest";
import { startSite } from "./site";

const site = await startSite();

test("a page that listens hears when its session is signed out, and its cookie opens no stream any more", async () => {
  const ada = await site.signUp();
  const heard = await ada.listen();
  await expect.poll(heard).toContain("retry:");
  expect((await ada.post("/logout", {})).status).toBe(302);
  await expect.poll(heard).toContain("event: change\ndata: signed out\n\n");
  expect((await ada.get("/events")).status).toBe(401);
});
