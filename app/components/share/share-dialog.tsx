import { useEffect } from "react";
import { useFetcher } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { Dialog } from "~/components/ui/dialog";
import type { ShareDialogProps } from "./share-link";
import { SharePanel, type ShareDone } from "./share-panel";
import type { ShareFacts } from "./types";
import { shareButton } from "./button-words";
import { share as words } from "./words";

/** The share of the page around it. Import it lazily. */
export function ShareDialog({ path, onClose }: ShareDialogProps) {
  const { data: facts, load } = useFetcher<ShareFacts>();
  const sent = useFetcher<{ done: ShareDone } | Refusal>();

  useEffect(() => {
    void load(path);
  }, [load, path]);

  const answer = sent.data;
  return (
    <Dialog title={shareButton} onClose={onClose}>
      {facts ? (
        <SharePanel
          {...facts}
          action={path}
          Form={sent.Form}
          done={answer && "done" in answer ? answer.done : undefined}
          problem={answer && "problem" in answer ? answer.problem : undefined}
          busy={sent.state !== "idle"}
        />
      ) : (
        <p className="min-h-48 animate-breathe text-soft">{words.busy}</p>
      )}
    </Dialog>
  );
}
