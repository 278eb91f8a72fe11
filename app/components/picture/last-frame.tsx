import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import type { FrameUse } from "~/domain/last-frame";
import { lastFrame as words } from "./late-words";

interface LastFrameProps {
  mediaId: string;
  /** What there are models for that begin with a picture. */
  waysOn: readonly ("edit" | "video")[];
  /** The server could not read it, and no script was there to take it. */
  isUnread: boolean;
}

const ways = {
  edit: { use: "edit", icon: "icon-[lucide--brush]" },
  video: { use: "video", icon: "icon-[lucide--clapperboard]" },
  more: { use: "more", icon: "icon-[lucide--step-forward]" },
} as const satisfies Record<string, { use: FrameUse; icon: string }>;

/**
 * Making something from the last frame of a video. POSTs to the video's `last-frame`; where the server can't read the
 * frame, the browser takes it and sends it along.
 */
export function LastFrame({ mediaId, waysOn, isUnread }: LastFrameProps) {
  const noteId = useId();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState(isUnread ? words.needsScript : null);
  const offered = [
    ...(waysOn.includes("video") ? ([ways.more, ways.video] as const) : []),
    ...(waysOn.includes("edit") ? ([ways.edit] as const) : []),
  ];
  if (offered.length === 0) return null;

  async function send(form: HTMLFormElement, use: string) {
    setBusy(use);
    setProblem(null);
    const answer = await import("./send-last-frame")
      .then(({ sendLastFrame }) => sendLastFrame(mediaId, new FormData(form), use))
      .catch(() => ({ words: words.notSent }));
    setBusy(null);
    if ("path" in answer) void navigate(answer.path);
    else setProblem(answer.words);
  }

  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={`/video/${mediaId}/last-frame`}
      aria-describedby={noteId}
      className="grid gap-2"
      onSubmit={(event) => {
        const { submitter } = event.nativeEvent as SubmitEvent;
        event.preventDefault();
        if (submitter instanceof HTMLButtonElement && !busy)
          void send(event.currentTarget, submitter.value);
      }}
    >
      <AccountMark />
      {offered.map(({ use, icon }) => (
        <Button key={use} variant="outline" name="use" value={use} busy={busy === use}>
          <Icon name={icon} />
          {words[use]}
        </Button>
      ))}
      <p id={noteId} className="text-sm text-soft">
        {words.note}
      </p>
      {problem && (
        <p role="alert" className="text-md text-danger">
          {problem}
        </p>
      )}
    </form>
  );
}
