import { useEffect, useEffectEvent, useRef } from "react";
import { useRevalidator } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { frameField } from "~/domain/uploads";
import { takeFrame } from "./film-frame";

/** Past what fades in, of all but the shortest videos. */
const beginSeconds = 1;

/** Too large, of no kind that is taken, or no frame of this video: the same one would be refused again. */
const forGood: readonly number[] = [413, 415, 422];

/**
 * For a video of which the server could not read any frame: takes one here, once, and has it kept as the poster.
 * Nothing is said where this browser can't play it either: the drawn poster stays.
 */
export function TakePoster({ mediaId }: { mediaId: string }) {
  const form = useRef<HTMLFormElement>(null);
  const { revalidate } = useRevalidator();
  const take = useEffectEvent(async () => {
    const refusal = `poster-refused:${mediaId}`;
    if (sessionStorage.getItem(refusal)) return;
    const frame = await takeFrame(`/media/${mediaId}/original`, (duration) =>
      Math.min(beginSeconds, duration / 4),
    );
    if (!form.current) return;
    const body = new FormData(form.current);
    body.set(frameField, frame, "frame");
    const answer = await fetch(`/video/${mediaId}/poster`, { method: "POST", body });
    if (forGood.includes(answer.status)) sessionStorage.setItem(refusal, "yes");
    const { isKept = false } = (await answer.json()) as { isKept?: boolean };
    if (isKept) await revalidate();
  });
  useEffect(() => {
    take().catch(() => undefined);
  }, [mediaId]);
  return (
    <form ref={form} hidden>
      <AccountMark />
    </form>
  );
}
