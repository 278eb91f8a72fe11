import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import type { QrDrawing } from "./types";
import { share as words } from "./words";

const light = "#fff";
const dark = "#000";

/** Dark on light in every theme: what reads it may know no other. */
export function QrCode({ qr }: { qr: QrDrawing }) {
  const { side, path } = qr;
  const file = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="${light}" d="M0 0h${side}v${side}H0z"/><path fill="${dark}" d="${path}"/></svg>`;
  return (
    <div className="grid justify-items-center gap-2 pb-2">
      <svg
        viewBox={`0 0 ${side} ${side}`}
        role="img"
        aria-label={words.qrAlt}
        shapeRendering="crispEdges"
        className="w-56 max-w-full rounded-control"
      >
        <path fill={light} d={`M0 0h${side}v${side}H0z`} />
        <path fill={dark} d={path} />
      </svg>
      <Button asChild variant="ghost">
        <a download="easel-link.svg" href={`data:image/svg+xml,${encodeURIComponent(file)}`}>
          <Icon name="icon-[lucide--download]" />
          {words.qrDownload}
        </a>
      </Button>
    </div>
  );
}
