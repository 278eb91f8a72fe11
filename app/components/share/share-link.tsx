import { Suspense, useState, type ComponentProps, type MouseEvent } from "react";
import { isPlainPress } from "~/components/layout/plain-press";
import { lazyPart } from "~/components/layout/lazy-part";
import { useMissingFile } from "~/components/layout/missing-file";
import { PageLink } from "~/components/ui/page-link";

export interface ShareDialogProps {
  /** The page of the share. */
  path: string;
  onClose: () => void;
}

function ItsPage({ path, onClose }: ShareDialogProps) {
  useMissingFile(path, onClose);
  return null;
}

const ShareDialog = lazyPart<ShareDialogProps>(
  async () => (await import("./share-dialog")).ShareDialog,
  ItsPage,
);

interface ShareLinkProps extends Omit<ComponentProps<typeof PageLink>, "to" | "onClick"> {
  /** The path of the file or the board that is shared: `/image/…`, `/video/…`, `/boards/…`. */
  of: string;
}

/** A link to the page of a share; where JavaScript runs it opens the same as a dialog over the page. */
export function ShareLink({ of, ...props }: ShareLinkProps) {
  const [open, setOpen] = useState(false);
  const path = `${of}/share`;

  function onClick(event: MouseEvent) {
    if (!isPlainPress(event)) return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <>
      <PageLink {...props} to={path} onClick={onClick} />
      {open && (
        <Suspense>
          <ShareDialog path={path} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
