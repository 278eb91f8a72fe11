import { Suspense, useLayoutEffect, useState } from "react";
import { useNavigate } from "react-router";
import { lazyPart } from "~/components/layout/lazy-part";
import { useMissingFile } from "~/components/layout/missing-file";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { useHydrated } from "~/components/ui/use-hydrated";
import { stepPath } from "./picture-stage";
import type { ListAround, PictureTile } from "~/components/media/types";
import { stepOn, useListSteps, useWayBack } from "~/components/media/way-back";
import { picturePage } from "./words";

/** Loads the page anew, which brings the file that there is now. */
function PageAgain({ onClose }: { onClose: () => void }) {
  useMissingFile(window.location.href, onClose);
  return null;
}

const KeysDialog = lazyPart<{ onClose: () => void }>(
  async () => (await import("./keys-dialog")).KeysDialog,
  PageAgain,
);

const DeleteDialog = lazyPart<{ media: PictureTile; onClose: () => void }>(
  async () => (await import("./delete-dialog")).DeleteDialog,
  PageAgain,
);

interface PictureKeysProps {
  media: PictureTile;
  list: ListAround;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [role=dialog]") !== null
  );
}

/** Arrows, F, S, D, Delete, Esc and ? on the picture page, and the button that lists them. */
export function PictureKeys({ media, list }: PictureKeysProps) {
  const navigate = useNavigate();
  const hydrated = useHydrated();
  const [open, setOpen] = useState<"keys" | "delete" | null>(null);
  const mediaId = media.id;
  const { query, previousId, nextId } = list;
  const { href, goBack } = useWayBack(list, mediaId);
  const steps = useListSteps();

  // With the page itself, so that no key is lost between its being there and its being heard.
  useLayoutEffect(() => {
    const stepTo = (id: string | null) =>
      id && void navigate(stepPath(id, query), { state: stepOn(steps) });
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => stepTo(previousId),
      ArrowRight: () => stepTo(nextId),
      Escape: () => goBack() || void navigate(href),
      d: () => location.assign(`/media/${mediaId}/original?download`),
      s: () => document.querySelector<HTMLFormElement>("form#save")?.requestSubmit(),
      f: () => document.getElementById("full-screen")?.click(),
      Delete: () => setOpen("delete"),
      "?": () => setOpen("keys"),
    };
    function onKeyDown(event: KeyboardEvent) {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return;
      if (document.querySelector("[role=dialog], header details[open]")) return;
      actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [navigate, goBack, steps, mediaId, href, query, previousId, nextId]);

  if (!hydrated) return null;
  return (
    <>
      <Button
        type="button"
        variant="muted"
        className="-ml-4 self-start max-lg:hidden"
        onClick={() => setOpen("keys")}
      >
        <Icon name="icon-[lucide--keyboard]" />
        {picturePage.keys}
      </Button>
      <Suspense>
        {open === "keys" && <KeysDialog onClose={() => setOpen(null)} />}
        {open === "delete" && <DeleteDialog media={media} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
