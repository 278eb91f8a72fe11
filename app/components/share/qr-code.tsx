import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { qrColors, QrImage, type QrDrawing } from "~/components/ui/qr-image";
import { share as words } from "./words";

/** The code of a link, to be seen and to be kept. */
export function QrCode({ qr }: { qr: QrDrawing }) {
  const { side, path } = qr;
  const file = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="${qrColors.light}" d="M0 0h${side}v${side}H0z"/><path fill="${qrColors.dark}" d="${path}"/></svg>`;
  return (
    <div className="grid justify-items-center gap-2 pb-2">
      <QrImage qr={qr} alt={words.qrAlt} />
      <Button asChild variant="ghost">
        <a download="easel-link.svg" href={`data:image/svg+xml,${encodeURIComponent(file)}`}>
          <Icon name="icon-[lucide--download]" />
          {words.qrDownload}
        </a>
      </Button>
    </div>
  );
}
