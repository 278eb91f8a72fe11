import { frameField } from "~/domain/uploads";
import { takeFrame } from "./film-frame";
import { lastFrame as words } from "./late-words";

type Answer = { path: string } | { words: string };

/** Short of the end, where there is a frame in every browser. In seconds. */
const beforeTheEnd = 0.001;

/** Asks for the last frame of a video, and takes it here where the server can't read it. */
export async function sendLastFrame(mediaId: string, form: FormData, use: string): Promise<Answer> {
  form.set("use", use);
  const first = await post(mediaId, form);
  if (!("isUnread" in first)) return first;
  const src = `/media/${mediaId}/original`;
  const frame = await takeFrame(src, (duration) => duration - beforeTheEnd).catch(() => null);
  if (!frame) return { words: words.notTaken };
  form.set(frameField, frame, "frame");
  const second = await post(mediaId, form);
  return "isUnread" in second ? { words: words.notTaken } : second;
}

async function post(mediaId: string, body: FormData): Promise<Answer | { isUnread: true }> {
  const headers = { accept: "application/json" };
  const answer = await fetch(`/video/${mediaId}/last-frame`, { method: "POST", body, headers });
  return (await answer.json()) as Answer | { isUnread: true };
}
