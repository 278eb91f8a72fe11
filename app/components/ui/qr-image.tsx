/** A QR code as one path of squares of side 1, for an SVG of `side` × `side`. */
export interface QrDrawing {
  side: number;
  path: string;
}

/** Dark on light in every theme: what reads it may know no other. */
export const qrColors = { light: "#fff", dark: "#000" };

export function QrImage({ qr: { side, path }, alt }: { qr: QrDrawing; alt: string }) {
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={alt}
      shapeRendering="crispEdges"
      className="w-56 max-w-full justify-self-center rounded-control"
    >
      <path fill={qrColors.light} d={`M0 0h${side}v${side}H0z`} />
      <path fill={qrColors.dark} d={path} />
    </svg>
  );
}
