import { CopyButton } from "~/components/picture/copy-button";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Collapsible } from "~/components/ui/collapsible";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { takeFocus } from "~/components/ui/take-focus";
import { useHydrated } from "~/components/ui/use-hydrated";
import { QrCode } from "./qr-code";
import type { ShownLink } from "./types";
import { share as words } from "./words";

interface LinkBoxProps {
  link: ShownLink;
  nowIso: string;
  /** True in the answer to making it. */
  justMade: boolean;
}

const addressId = "shared-address";

/** The address of a link, with the ways to pass it on. */
export function LinkBox({ link, nowIso, justMade }: LinkBoxProps) {
  const { url, qr, expiresAt } = link;
  return (
    <div className="grid gap-1 rounded-panel bg-sunken px-4 pt-3 pb-1">
      <h2
        tabIndex={-1}
        ref={justMade ? takeFocus : undefined}
        className="text-base font-medium tracking-normal outline-none"
      >
        {words.linkReady}
      </h2>
      <p className="text-md text-soft">
        {expiresAt ? (
          <>
            {words.ends} <RelativeTime iso={expiresAt} nowIso={nowIso} />
          </>
        ) : (
          words.noEnd
        )}
      </p>
      {url ? (
        <>
          <p id={addressId} className="py-1 font-mono text-md wrap-anywhere select-all">
            {url}
          </p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1">
            <CopyButton what={words.link.toLowerCase()} text={url} shownIn={addressId} />
            <SendButton url={url} />
            <Button asChild variant="ghost">
              <a href={url} target="_blank" rel="noreferrer">
                <Icon name="icon-[lucide--external-link]" size={16} />
                {words.open}
              </a>
            </Button>
          </div>
        </>
      ) : (
        <Alert title={words.unshown.title} className="px-0">
          {words.unshown.words}
        </Alert>
      )}
      {qr && (
        <Collapsible title={words.qr} className="border-t border-line">
          <QrCode qr={qr} />
        </Collapsible>
      )}
    </div>
  );
}

/** The device's own way to pass something on, where there is one. */
function SendButton({ url }: { url: string }) {
  const isThere = useHydrated() && typeof navigator.share === "function";
  if (!isThere) return null;
  return (
    <Button
      type="button"
      variant="ghost"
      // Whoever changes their mind there has not failed at anything here.
      onClick={() => void navigator.share({ url }).catch(() => undefined)}
    >
      <Icon name="icon-[lucide--share]" size={16} />
      {words.send}
    </Button>
  );
}
